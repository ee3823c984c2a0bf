import { useQuery } from 'urql';
import { graphql } from '~/graphql/graphql';
import type { Scope } from '../rows/scope';

const countRowsQuery = graphql(`
  query CountRows($id: ID!, $where: RowFilter) {
    batch(id: $id) {
      id
      rows(where: $where, first: 1) {
        totalCount
      }
    }
  }
`);

/** How many rows of a scope are not removed; undefined while that is not known. */
export function useTouched(batchId: string, scope: Scope): number | undefined {
  const ticked = scope.kind === 'ticked';
  const removed = !ticked && scope.where.removed === true;
  const [{ data, stale }] = useQuery({
    query: countRowsQuery,
    variables: { id: batchId, where: ticked ? null : { ...scope.where, removed: false } },
    pause: ticked || removed,
  });
  if (ticked) return scope.rows.filter((row) => !row.removed).length;
  if (removed) return 0;
  return stale ? undefined : data?.batch?.rows.totalCount;
}
