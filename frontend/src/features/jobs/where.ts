import type { graphql } from '~/graphql/graphql';
import type { JobsSearch } from './search';

type JobFilter = ReturnType<typeof graphql.scalar<'JobFilter'>>;

/** The conditions that the address asks for; null if there is none. */
export function whereOf(search: JobsSearch): JobFilter | null {
  const where: JobFilter = {
    ...(search.search && { search: search.search }),
    ...(search.application && { application: { eq: search.application } }),
    ...(search.state.length > 0 && { state: search.state }),
  };
  return Object.keys(where).length === 0 ? null : where;
}
