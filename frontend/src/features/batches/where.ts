import type { graphql } from '~/graphql/graphql';
import { sameJson } from '~/components/saved-filters/sameJson';
import { defaults, sortFields, type BatchesSearch } from './search';

export type BatchFilter = ReturnType<typeof graphql.scalar<'BatchFilter'>>;

export type BatchOrder = ReturnType<typeof graphql.scalar<'BatchOrder'>>;

/** The conditions that the address asks for; null if there is none. */
export function whereOf(search: BatchesSearch): BatchFilter | null {
  const where: BatchFilter = {
    ...(search.search && { search: search.search }),
    ...(search.type && { type: { eq: search.type } }),
    ...(search.state.length > 0 && { state: search.state }),
    ...(search.mine && { mine: true }),
    ...(search.overdue && { overdue: true }),
  };
  return Object.keys(where).length === 0 ? null : where;
}

/** The order that the address asks for. */
export function orderOf(search: BatchesSearch): BatchOrder {
  return { field: search.sort, direction: search.desc ? 'DESC' : 'ASC' };
}

/** What the address has to hold to ask for these batches in this order; null if it can't. */
export function searchOf(
  where: BatchFilter,
  orderBy: Partial<BatchOrder> | null,
): Partial<BatchesSearch> | null {
  const sort = sortFields.find((field) => field === (orderBy?.field ?? defaults.sort));
  if (!sort) return null;
  const search = {
    search: where.search ?? defaults.search,
    type: where.type?.eq ?? defaults.type,
    state: where.state ?? defaults.state,
    mine: where.mine ?? defaults.mine,
    overdue: where.overdue ?? defaults.overdue,
    sort,
    desc: orderBy?.direction !== 'ASC',
  };
  return sameJson(whereOf({ ...defaults, ...search }) ?? {}, where) ? search : null;
}
