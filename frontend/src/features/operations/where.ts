import type { graphql } from '~/graphql/graphql';
import { sameJson } from '~/components/saved-filters/sameJson';
import { defaults, type OperationsSearch } from './search';

type OperationFilter = ReturnType<typeof graphql.scalar<'OperationFilter'>>;

/** The conditions that the address asks for; null if there is none. */
export function whereOf(search: OperationsSearch): OperationFilter | null {
  const where: OperationFilter = {
    ...(search.type && { type: { contains: search.type } }),
    ...(search.status.length > 0 && { status: search.status }),
    ...(search.result.length > 0 && { result: search.result }),
    ...(search.about
      ? { context: { id: search.about } }
      : search.reference && { context: { reference: search.reference } }),
  };
  return Object.keys(where).length === 0 ? null : where;
}

/** What the address has to hold to ask for these operations; null if it can't. */
export function searchOf(where: OperationFilter): Partial<OperationsSearch> | null {
  const search = {
    type: where.type?.contains ?? defaults.type,
    status: where.status ?? defaults.status,
    result: where.result ?? defaults.result,
    reference: where.context?.reference ?? defaults.reference,
    about: where.context?.id ?? defaults.about,
  };
  return sameJson(whereOf({ ...defaults, ...search }) ?? {}, where) ? search : null;
}
