import type { RefObject } from 'react';
import type { RowStore } from '../rows/rowStore';
import type { GridView } from './GridView';

/** Keeps the selection on its row while rows are read anew, for others before it may have come or gone. */
export async function followRow(
  view: RefObject<GridView | null>,
  store: RowStore,
  row: number,
): Promise<void> {
  const id = store.rowAt(row)?.id;
  if (id === undefined) return;
  try {
    await store.load(row, row + 1);
  } catch {
    return; // What is shown stays as it is, then.
  }
  const place = store.placeOf(id);
  const still = view.current?.selection.range?.anchor.row === row;
  if (place !== undefined && place !== row && still) view.current?.shift(place - row);
}
