import type { graphql } from '~/graphql/graphql';
import type { BatchSearch } from '../search';

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
