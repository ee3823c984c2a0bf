import type { graphql } from '~/graphql/graphql';
import type { OperationsSearch } from './search';

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
