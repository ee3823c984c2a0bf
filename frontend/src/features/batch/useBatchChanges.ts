import { useThrottledCallback } from '@mantine/hooks';
import { useEffect, useEffectEvent, useState } from 'react';
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

/**
 * Watches a batch and its rows. Calls `reload` when they may have changed, at most once a second: at the start, too,
 * and after each break of the connection. Answers a number that is another one each time.
 */
export function useBatchChanges(id: string, reload: () => void): number {
  const [freshness, setFreshness] = useState(0);
  const [{ data }] = useSubscription({ query: batchChangedSubscription, variables: { id } });
  const refreshSoon = useThrottledCallback(() => {
    setFreshness((times) => times + 1);
    reload();
  }, atMostEvery);
  const onSignal = useEffectEvent(refreshSoon);
  useEffect(() => {
    if (data) onSignal();
  }, [data]);
  return freshness;
}
