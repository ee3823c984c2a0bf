import type { GridApi } from 'ag-grid-community';
import { useEffect, useRef, type RefObject } from 'react';
import type { GridRow } from '../rows/row';
import type { RowStore } from '../rows/rowStore';

/**
 * Reads the rows again that the grid holds whenever `freshness` changes; while a cell is being edited, as soon as
 * that is over. Answers what to call then.
 */
export function useFresh(
  api: RefObject<GridApi<GridRow> | null>,
  store: RowStore,
  freshness: number,
): () => void {
  const seen = useRef(freshness);
  const due = useRef(false);

  const refresh = () => {
    due.current = false;
    store.expire();
    api.current?.refreshInfiniteCache();
  };

  useEffect(() => {
    if (seen.current === freshness) return;
    seen.current = freshness;
    if (api.current && api.current.getEditingCells().length > 0) due.current = true;
    else refresh();
  });

  return () => {
    if (due.current) refresh();
  };
}
