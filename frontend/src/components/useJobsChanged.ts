import { useEffect, useEffectEvent } from 'react';
import { useSubscription } from 'urql';
import { graphql } from '~/graphql/graphql';

const jobsChangedSubscription = graphql(`
  subscription JobsChanged {
    jobsChanged {
      active
      total
      at
    }
  }
`);

/** Calls back when a job was made, changed its state or was deleted, and tells how many are active; undefined until it is known. */
export function useJobsChanged(callback?: () => void): number | undefined {
  const [{ data }] = useSubscription({ query: jobsChangedSubscription });
  const onChange = useEffectEvent(() => callback?.());
  const { at, total } = data?.jobsChanged ?? {};
  useEffect(() => {
    if (total !== undefined) onChange();
  }, [at, total]);
  return data?.jobsChanged.active;
}
