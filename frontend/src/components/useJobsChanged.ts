import { useEffect, useEffectEvent, useRef } from 'react';
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
  const begun = useRef(false);
  const onSignal = useEffectEvent(() => {
    // The first signal tells how things are; no change.
    if (begun.current) callback?.();
    begun.current = true;
  });
  const { at, total } = data?.jobsChanged ?? {};
  useEffect(() => {
    if (total !== undefined) onSignal();
  }, [at, total]);
  return data?.jobsChanged.active;
}
