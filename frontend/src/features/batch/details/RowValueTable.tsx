import { Table, Text } from '@mantine/core';
import { FromTo } from '~/components/FromTo';
import { formatCell, sameCell } from '../rows/cellValue';
import type { RowValues } from '../rows/port';
import type { RowColumn } from '../rows/row';

/** The values of a row: as they are, and those that were changed also as they were at first. */
export function RowValueTable({
  columns,
  values,
  first,
}: {
  columns: readonly RowColumn[];
  values: RowValues;
  first: RowValues;
}) {
  return (
    <Table verticalSpacing={5} horizontalSpacing="xs" withRowBorders>
      <Table.Tbody>
        {columns.map((column) => {
          const { key, title } = column;
          const now = formatCell(column, values[key]);
          const changed = key in first && !sameCell(column, first[key], values[key]);
          return (
            <Table.Tr key={key}>
              <Table.Th fw={400} w={130} c="dimmed">
                {title}
              </Table.Th>
              <Table.Td>
                {changed ? (
                  <FromTo from={formatCell(column, first[key])} to={now} />
                ) : (
                  now || (
                    <Text span inherit c="dimmed">
                      empty
                    </Text>
                  )
                )}
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
