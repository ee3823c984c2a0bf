import type { RowValues } from '../rows/port';
import type { CellValue } from '../rows/row';

/** A value that was changed, as history has it. */
export type CellEvent = { column: string; from: unknown; to: unknown };

/** What the cells held that have been changed since, before the first change; `history` comes newest first. */
export function firstValues(history: readonly { cells: readonly CellEvent[] }[]): RowValues {
  const first: RowValues = {};
  for (const { cells } of history) {
    for (const { column, from } of cells) first[column] = from as CellValue;
  }
  return first;
}
