import { useMemo, useState } from 'react';
import { plural } from '~/components/format';
import { notifyFailed } from '~/components/notify';
import { useUncachedClient } from '~/graphql/api';
import { apiError } from '~/graphql/errors';
import { graphql } from '~/graphql/graphql';
import { EditQueue, type RowValues, type SaveRows } from './editQueue';
import { gridRows, rowsPayloadFragment, type GridRow } from './row';
import type { RowStore } from './rowStore';

const updateRowsMutation = graphql(
  `
    mutation UpdateRows($input: UpdateRowsInput!) {
      updateRows(input: $input) {
        ...RowsPayload
      }
    }
  `,
  [rowsPayloadFragment],
);

/** What a grid does with the cells that the user changes. */
export type CellEdits = {
  edit: (id: string, values: RowValues) => void;
  /** Takes note of a text that can't be the cell's value. */
  refuse: (reason: string) => void;
};

const mostShown = 3;

/** Saves edited cells; `message` says in words what became of the last edits. */
export function useRowEdits(batchId: string, store: RowStore) {
  const client = useUncachedClient();
  const [message, setMessage] = useState('');
  const queue = useMemo(() => {
    const save: SaveRows = async (rows) => {
      const input = { batchId, rows };
      const { data, error } = await client.mutation(updateRowsMutation, { input }).toPromise();
      if (!data) return { error: error ? apiError(error).message : 'Nothing was saved.' };
      const { rows: saved, rejected } = data.updateRows;
      return {
        rows: gridRows(saved),
        rejected: rejected.map(({ row, ...why }) => ({
          ...why,
          row: row ? (gridRows([row])[0] ?? null) : null,
        })),
      };
    };
    const onSaved = (rows: GridRow[]) => setMessage(savedMessage(rows));
    const onRefused = (messages: string[]) => {
      setMessage('');
      notifyFailed('Not saved', summary(messages));
    };
    return new EditQueue(store, save, onSaved, onRefused);
  }, [client, batchId, store]);

  const edits = useMemo<CellEdits>(
    () => ({
      edit: (id, values) => {
        // Emptied first, so that the same message is read out again.
        setMessage('');
        void queue.edit(id, values);
      },
      refuse: (reason) => notifyFailed('Not saved', reason),
    }),
    [queue],
  );
  return { message, edits };
}

function savedMessage(rows: GridRow[]): string {
  const [only] = rows;
  return rows.length === 1 && only
    ? `Saved row ${only.sequence}.`
    : `Saved ${plural(rows.length, 'row')}.`;
}

function summary(messages: string[]): string {
  const shown = messages.slice(0, mostShown).join(' ');
  const more = messages.length - mostShown;
  return more > 0 ? `${shown} And ${plural(more, 'more row')}.` : shown;
}
