import type { GridRow } from './row';
import type { RowFilter, RowOrder } from './rowFilter';

/** What decides where a row stands in a list, and whether it is in it at all. */
export type Standing = {
  /** True if rows never move in the list, and new ones come behind the others. */
  fixed: boolean;
  /** A row with another text than before may stand elsewhere. */
  of: (row: GridRow) => string;
};

/** The standing of rows in the list that a filter and an order give. */
export function standingOf(where: RowFilter, { column, direction }: RowOrder): Standing {
  const { search, status, removed, outcome } = where;
  const filtered = Object.keys(where).length > 0;
  return {
    fixed: !filtered && column === 'sequence' && direction === 'ASC',
    of: (row) =>
      JSON.stringify([
        (status ?? column === 'status') && row.status.key,
        removed !== undefined && row.removed,
        outcome && row.outcome,
        search ? row.values : row.values[column],
        search && [row.reason, row.outcomeReason],
      ]),
  };
}
