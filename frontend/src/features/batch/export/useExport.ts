import { useState } from 'react';
import { notifyFailed } from '~/components/notify';
import { useUncachedClient } from '~/graphql/api';
import { graphql, type VariablesOf } from '~/graphql/graphql';

const exportRowsQuery = graphql(`
  query ExportRows($batchId: ID!, $format: ExportFormat!, $where: RowFilter, $orderBy: RowOrder) {
    exportRows(batchId: $batchId, format: $format, where: $where, orderBy: $orderBy) {
      url
    }
  }
`);

/** Which rows go into the file, and how it is written. */
export type RowExport = Omit<VariablesOf<typeof exportRowsQuery>, 'batchId'>;

/** Downloads rows of a batch as a file. */
export function useExport(batchId: string) {
  const client = useUncachedClient();
  const [busy, setBusy] = useState(false);
  const download = async (wanted: RowExport) => {
    setBusy(true);
    const { data, error } = await client.query(exportRowsQuery, { batchId, ...wanted }).toPromise();
    setBusy(false);
    if (data) follow(data.exportRows.url);
    else notifyFailed('Not exported', error ?? 'The server gave no file.');
  };
  return { busy, download };
}

/** Loads a file as if a link to it had been pressed: the page stays. */
function follow(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.click();
}
