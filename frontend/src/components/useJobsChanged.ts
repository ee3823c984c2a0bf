import { useEffect, useEffectEvent } from 'react';
import { useSubscription } from 'urql';
import { graphql } from '~/graphql/graphql';

const jobsChangedSubscription = graphql(`
  subscription JobsChanged {
    jobsChanged {
      active
      at
    }
  }
`);

/** Calls back when a job was made or changed its state, and tells how many are active; undefined until it is known. */
export function useJobsChanged(callback?: () => void): number | undefined {
  const [{ data }] = useSubscription({ query: jobsChangedSubscription });
  const onChange = useEffectEvent(() => callback?.());
  const at = data?.jobsChanged.at;
  useEffect(() => {
    if (at) onChange();
  }, [at]);
  return data?.jobsChanged.active;
}
