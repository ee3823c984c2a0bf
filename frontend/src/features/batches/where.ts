import type { graphql } from '~/graphql/graphql';
import type { BatchesSearch } from './search';

export type BatchFilter = ReturnType<typeof graphql.scalar<'BatchFilter'>>;

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
