import { useEffect, useMemo } from 'react';
import type { Client } from 'urql';
import { useUncachedClient } from '~/graphql/api';
import { useOnBreak } from '~/graphql/connection';
import { graphql } from '~/graphql/graphql';
import { gridRowFragment, gridRows } from './row';
import { RowFeed, type WatchRows } from './rowFeed';

const rowsChangedSubscription = graphql(
  `
    subscription RowsChanged($batchId: ID!, $after: String) {
      rowsChanged(batchId: $batchId, after: $after) {
        cursor
        everything
        rows {
          ...GridRow
        }
      }
    }
  `,
  [gridRowFragment],
);

function watchRows(client: Client, batchId: string): WatchRows {
  return (after, onNews) => {
    const { unsubscribe } = client
      .subscription(rowsChangedSubscription, { batchId, after })
      .subscribe(({ data }) => {
        if (!data) return;
        const { cursor, everything, rows } = data.rowsChanged;
        onNews({ cursor, everything, rows: gridRows(rows) });
      });
    return unsubscribe;
  };
}

/** Follows the changes of a batch's rows while the component is shown. */
export function useRowFeed(batchId: string): RowFeed {
  const client = useUncachedClient();
  const feed = useMemo(() => new RowFeed(watchRows(client, batchId)), [client, batchId]);
  useEffect(() => feed.start(), [feed]);
  useOnBreak(() => feed.resume());
  return feed;
}
