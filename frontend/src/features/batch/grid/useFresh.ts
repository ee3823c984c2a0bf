import { useThrottledCallback } from '@mantine/hooks';
import type { GridApi } from 'ag-grid-community';
import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';
import { useOnReconnect } from '~/graphql/connection';
import type { RowFeed, RowsChange } from '../rows/rowFeed';
import type { GridRow } from '../rows/row';
import type { RowStore } from '../rows/rowStore';
import { followRow } from './followRow';
import type { GridView } from './GridView';

const atMostEvery = 1_000;

/**
 * Shows what changes in the batch: rows where they stand, at once; other rows, and rows that stand elsewhere, at most
 * once a second, and while a cell is being edited, as soon as that is over. Answers what to call then.
 */
export function useFresh(
  api: RefObject<GridApi<GridRow> | null>,
  view: RefObject<GridView | null>,
  store: RowStore,
  feed: RowFeed,
): () => void {
  const due = useRef(false);

  const refresh = () => {
    if (view.current?.editing) {
      due.current = true;
      return;
    }
    due.current = false;
    const row = view.current?.selection.range?.anchor.row;
    if (row !== undefined) void followRow(view, store, row);
    api.current?.refreshInfiniteCache();
  };
  const refreshSoon = useThrottledCallback(refresh, atMostEvery);
  const takeIn = useEffectEvent(async (change: RowsChange) => {
    if (change === 'everything') store.expire();
    else if (store.takeIn(change.rows)) return;
    else await store.count().catch(() => undefined); // The grid asks again, and says what is wrong.
    refreshSoon();
  });
  useEffect(() => feed.onChange((change) => void takeIn(change)), [feed]);
  // What could not be read while the connection was lost.
  useOnReconnect(refreshSoon);

  return () => {
    if (due.current) refresh();
  };
}
