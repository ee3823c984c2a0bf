import { useThrottledCallback } from '@mantine/hooks';
import { useEffect, useEffectEvent } from 'react';
import { useSubscription } from 'urql';
import { graphql } from '~/graphql/graphql';

const batchChangedSubscription = graphql(`
  subscription BatchChanged($id: ID!) {
    batchChanged(id: $id) {
      id
      version
      state
      updatedAt
    }
  }
`);

const atMostEvery = 1_000;

/** Calls `reload` when a batch or its rows may have changed, at most once a second: at the start and after each break of the connection, too. */
export function useBatchChanges(id: string, reload: () => void): void {
  const [{ data, error }] = useSubscription({ query: batchChangedSubscription, variables: { id } });
  const reloadSoon = useThrottledCallback(reload, atMostEvery);
  const onSignal = useEffectEvent(reloadSoon);
  useEffect(() => {
    // An error, too: a batch that is gone can't be watched.
    if (data || error) onSignal();
  }, [data, error]);
}
