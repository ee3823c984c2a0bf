import { useLayoutEffect, useState, useSyncExternalStore } from 'react';
import type { Client } from 'urql';
import { formatCount } from '~/components/format';
import { notifyFailed } from '~/components/notify';
import { useUncachedClient } from '~/graphql/api';
import { apiError } from '~/graphql/errors';
import { graphql } from '~/graphql/graphql';
import type { SaveRows } from '../rows/editQueue';
import type { GridPort } from '../rows/port';
import { gridRows, rowsPayloadFragment } from '../rows/row';
import { Sheet, type SheetState } from './sheet';

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

function saveRows(client: Client, batchId: string): SaveRows {
  return async (rows) => {
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
}

const mostShown = 3;

function complain(title: string, reasons: string[]): void {
  const shown = reasons.slice(0, mostShown).join(' ');
  const more = reasons.length - mostShown;
  notifyFailed(title, more > 0 ? `${shown} And ${formatCount(more)} more.` : shown);
}

/** The rows of a batch as a spreadsheet: for as long as the page stays open, whatever filter it shows. */
export function useSheet(batchId: string, port: GridPort): { sheet: Sheet; state: SheetState } {
  const client = useUncachedClient();
  const [sheet] = useState(() => new Sheet(port, saveRows(client, batchId), complain));
  useLayoutEffect(() => sheet.use(port), [sheet, port]);
  const state = useSyncExternalStore(sheet.subscribe, () => sheet.state);
  return { sheet, state };
}
