import { Table } from '@mantine/core';
import { DataTable } from '~/components/DataTable';
import { fieldLabel, valueText } from '~/components/valueText';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { columnsOf, valueAt } from './columns';

export const resultTableFragment = graphql(`
  fragment ResultTable on JobResult {
    chunk
    itemKey
    result
  }
`);

/** Results, a row each, with a column for each of their fields. */
export function ResultTable({
  results: masked,
}: {
  results: FragmentOf<typeof resultTableFragment>[];
}) {
  const results = readFragment(resultTableFragment, masked);
  const fields = columnsOf(results.map(({ result }) => result));
  const columns = fields.length === 0 ? ['result'] : fields;
  return (
    <DataTable
      label="Results"
      minWidth={240 + columns.length * 120}
      head={
        <>
          <Table.Th ta="right" w={120}>
            Item
          </Table.Th>
          <Table.Th ta="right" w={90}>
            Chunk
          </Table.Th>
          {columns.map((column) => (
            <Table.Th key={column}>{fieldLabel(column)}</Table.Th>
          ))}
        </>
      }
    >
      {results.map(({ chunk, itemKey, result }) => (
        <Table.Tr key={itemKey}>
          <Table.Td ta="right">{itemKey}</Table.Td>
          <Table.Td ta="right">{chunk}</Table.Td>
          {columns.map((column, index) => (
            <Table.Td key={column}>{valueText(valueAt(result, column, index === 0))}</Table.Td>
          ))}
        </Table.Tr>
      ))}
    </DataTable>
  );
}
