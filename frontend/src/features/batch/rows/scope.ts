import type { GridRow } from './row';
import type { RowFilter } from './rowFilter';

/** The rows that something is done to: those ticked, or all that the filter shows. */
export type Scope =
  | { kind: 'ticked'; rows: readonly GridRow[] }
  | {
      kind: 'shown';
      where: RowFilter;
      /** How many they were when they were last counted. */
      count: number;
      /** True if only some of the batch's rows are shown. */
      filtered: boolean;
    };

/** How many ids the server takes at once. */
export const mostIds = 1_000;

/** The filters that together give the rows of a scope; the server takes only so many ids at once. */
export function filtersOf(scope: Scope): RowFilter[] {
  if (scope.kind === 'shown') return [scope.where];
  const ids = scope.rows.map(({ id }) => id);
  const filters: RowFilter[] = [];
  for (let at = 0; at < ids.length; at += mostIds)
    filters.push({ ids: ids.slice(at, at + mostIds) });
  return filters;
}
