import type { graphql } from '~/graphql/graphql';
import { sameJson } from '~/components/saved-filters/sameJson';
import { defaults, type BatchesSearch } from './search';

export type BatchFilter = ReturnType<typeof graphql.scalar<'BatchFilter'>>;

/** The conditions that the address asks for; null if there is none. */
export function whereOf(search: BatchesSearch): BatchFilter | null {
  const where: BatchFilter = {
    ...(search.search && { search: search.search }),
    ...(search.type && { type: { eq: search.type } }),
    ...(search.state.length > 0 && { state: search.state }),
    ...(search.mine && { mine: true }),
  };
  return Object.keys(where).length === 0 ? null : where;
}

/** What the address has to hold to ask for these conditions; null if it can't. */
export function searchOf(where: BatchFilter): Partial<BatchesSearch> | null {
  const search = {
    search: where.search ?? defaults.search,
    type: where.type?.eq ?? defaults.type,
    state: where.state ?? defaults.state,
    mine: where.mine ?? defaults.mine,
  };
  return sameJson(whereOf({ ...defaults, ...search }) ?? {}, where) ? search : null;
}
