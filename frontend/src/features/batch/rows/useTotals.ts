import { useThrottledCallback } from '@mantine/hooks';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { graphql } from '~/graphql/graphql';
import type { RowFeed } from './rowFeed';
import type { RowFilter } from './rowFilter';

const rowTotalsQuery = graphql(`
  query RowTotals($id: ID!, $where: RowFilter!) {
    batch(id: $id) {
      id
      totals(where: $where) {
        label
        value
      }
    }
  }
`);

const atMostEvery = 2_000;

/** What the rows that match come to, each as "Labels to print: 24"; follows their changes. */
export function useTotals(batchId: string, where: RowFilter, feed: RowFeed): string[] {
  const [{ data }, ask] = useQuery({
    query: rowTotalsQuery,
    variables: { id: batchId, where },
    requestPolicy: 'cache-and-network',
  });
  const askAgain = useThrottledCallback(() => ask({ requestPolicy: 'network-only' }), atMostEvery);
  useEffect(() => feed.onChange(askAgain), [feed, askAgain]);
  return data?.batch?.totals.map(({ label, value }) => `${label}: ${value}`) ?? [];
}
