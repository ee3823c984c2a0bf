import { useState } from 'react';
import type { CombinedError } from 'urql';
import { useUncachedClient } from '~/graphql/api';
import { graphql, type ResultOf } from '~/graphql/graphql';
import type { RowFilter } from '../rows/rowFilter';
import { filtersOf, type Scope } from '../rows/scope';

const payloadFragment = graphql(`
  fragment BulkPayload on RowsWherePayload @_unmask {
    matched
    changed
    rejectedCount
    rejected {
      id
      message
      row {
        id
        sequence
      }
    }
  }
`);

const updateMutation = graphql(
  `
    mutation UpdateRowsWhere($batchId: ID!, $where: RowFilter, $change: CellChange!) {
      done: updateRowsWhere(input: { batchId: $batchId, where: $where, change: $change }) {
        ...BulkPayload
      }
    }
  `,
  [payloadFragment],
);

const removeMutation = graphql(
  `
    mutation RemoveRowsWhere($batchId: ID!, $where: RowFilter) {
      done: removeRowsWhere(input: { batchId: $batchId, where: $where }) {
        ...BulkPayload
      }
    }
  `,
  [payloadFragment],
);

const restoreMutation = graphql(
  `
    mutation RestoreRowsWhere($batchId: ID!, $where: RowFilter) {
      done: restoreRowsWhere(input: { batchId: $batchId, where: $where }) {
        ...BulkPayload
      }
    }
  `,
  [payloadFragment],
);

const refreshMutation = graphql(
  `
    mutation RefreshRows($batchId: ID!, $where: RowFilter) {
      done: refreshRows(input: { batchId: $batchId, where: $where }) {
        ...BulkPayload
      }
    }
  `,
  [payloadFragment],
);

export type CellChange = ReturnType<typeof graphql.scalar<'CellChange'>>;

/** What became of all rows that something was done to. */
export type BulkResult = ResultOf<typeof payloadFragment>;

/** What can be done to many rows at once. */
export type BulkAction = 'remove' | 'restore' | 'refresh';

const mutations = { remove: removeMutation, restore: restoreMutation, refresh: refreshMutation };

const mostExamples = 10;

/** Does something to many rows, on the server. */
export function useBulk(batchId: string) {
  const client = useUncachedClient();
  const [busy, setBusy] = useState(false);

  const forAll = async (
    scope: Scope,
    one: (where: RowFilter) => Promise<{ data?: { done: BulkResult }; error?: CombinedError }>,
  ): Promise<{ result: BulkResult; error: CombinedError | undefined }> => {
    let result: BulkResult = { matched: 0, changed: 0, rejectedCount: 0, rejected: [] };
    setBusy(true);
    try {
      for (const where of filtersOf(scope)) {
        const { data, error } = await one(where);
        if (!data) return { result, error };
        result = sum(result, data.done);
      }
      return { result, error: undefined };
    } finally {
      setBusy(false);
    }
  };

  return {
    busy,
    change: (scope: Scope, change: CellChange) =>
      forAll(scope, (where) =>
        client.mutation(updateMutation, { batchId, where, change }).toPromise(),
      ),
    run: (action: BulkAction, scope: Scope) =>
      forAll(scope, (where) => client.mutation(mutations[action], { batchId, where }).toPromise()),
  };
}

function sum(a: BulkResult, b: BulkResult): BulkResult {
  return {
    matched: a.matched + b.matched,
    changed: a.changed + b.changed,
    rejectedCount: a.rejectedCount + b.rejectedCount,
    rejected: [...a.rejected, ...b.rejected].slice(0, mostExamples),
  };
}
