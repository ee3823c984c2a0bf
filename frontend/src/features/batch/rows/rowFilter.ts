import type { graphql } from '~/graphql/graphql';
import { sameJson } from '~/components/saved-filters/sameJson';
import { defaults, type BatchSearch } from '../search';

export type RowFilter = ReturnType<typeof graphql.scalar<'RowFilter'>>;
export type RowOrder = ReturnType<typeof graphql.scalar<'RowOrder'>>;

/** Which rows the address asks for. */
export function rowFilterOf(search: BatchSearch): RowFilter {
  return {
    ...(search.search && { search: search.search }),
    ...(search.status.length > 0 && { status: search.status }),
    ...(search.removed !== 'any' && { removed: search.removed === 'yes' }),
    ...(search.outcome !== 'any' && { outcome: search.outcome }),
  };
}

/** In which order the address asks for rows. */
export function rowOrderOf(search: BatchSearch): RowOrder {
  return { column: search.sort, direction: search.desc ? 'DESC' : 'ASC' };
}

/** What the address has to hold to ask for these rows in this order; null if it can't. */
export function searchOf(where: RowFilter, orderBy: Partial<RowOrder> | null): BatchSearch | null {
  const search: BatchSearch = {
    search: where.search ?? defaults.search,
    status: where.status ?? defaults.status,
    removed: where.removed == null ? 'any' : where.removed ? 'yes' : 'no',
    outcome: where.outcome ?? 'any',
    sort: orderBy?.column ?? defaults.sort,
    desc: orderBy?.direction === 'DESC',
  };
  return sameJson(rowFilterOf(search), where) ? search : null;
}
