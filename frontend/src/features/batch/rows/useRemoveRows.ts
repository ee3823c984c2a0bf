import { useState } from 'react';
import { plural } from '~/components/format';
import { notifyDone, notifyFailed } from '~/components/notify';
import { useUncachedClient } from '~/graphql/api';
import { graphql } from '~/graphql/graphql';
import { gridRows, rowsPayloadFragment } from './row';
import type { RowStore } from './rowStore';

const removeRowsMutation = graphql(
  `
    mutation RemoveRows($input: RowsInput!) {
      changed: removeRows(input: $input) {
        ...RowsPayload
      }
    }
  `,
  [rowsPayloadFragment],
);

const restoreRowsMutation = graphql(
  `
    mutation RestoreRows($input: RowsInput!) {
      changed: restoreRows(input: $input) {
        ...RowsPayload
      }
    }
  `,
  [rowsPayloadFragment],
);

const actions = {
  remove: { mutation: removeRowsMutation, done: 'Removed', failed: 'Not removed' },
  restore: { mutation: restoreRowsMutation, done: 'Restored', failed: 'Not restored' },
} as const;

const mostAtOnce = 1_000;

/** Takes rows out of a batch and puts them back. */
export function useRemoveRows(batchId: string, store: RowStore) {
  const client = useUncachedClient();
  const [busy, setBusy] = useState(false);

  const change = async (action: keyof typeof actions, ids: string[]) => {
    const { mutation, done, failed } = actions[action];
    let changed = 0;
    setBusy(true);
    for (let from = 0; from < ids.length; from += mostAtOnce) {
      const input = { batchId, ids: ids.slice(from, from + mostAtOnce) };
      const { data, error } = await client.mutation(mutation, { input }).toPromise();
      if (error) notifyFailed(failed, error);
      if (!data) break;
      const { rows, rejected } = data.changed;
      store.putRows(gridRows(rows));
      changed += rows.length;
      const [first] = rejected;
      if (first)
        notifyFailed(`${plural(rejected.length, 'row')}: ${failed.toLowerCase()}`, first.message);
    }
    setBusy(false);
    if (changed > 0) notifyDone(`${done} ${plural(changed, 'row')}.`);
  };
  return { busy, change };
}
