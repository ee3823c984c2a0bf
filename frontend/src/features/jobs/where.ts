import type { graphql } from '~/graphql/graphql';
import { sameJson } from '~/components/saved-filters/sameJson';
import { defaults, type JobsSearch } from './search';

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

/** What the address has to hold to ask for these jobs; null if it can't. */
export function searchOf(where: JobFilter): Partial<JobsSearch> | null {
  const search = {
    search: where.search ?? defaults.search,
    application: where.application?.eq ?? defaults.application,
    state: where.state ?? defaults.state,
  };
  return sameJson(whereOf({ ...defaults, ...search }) ?? {}, where) ? search : null;
}
