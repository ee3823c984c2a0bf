import { Table, Text } from '@mantine/core';
import { DataTable } from '~/components/DataTable';
import { Dot } from '~/components/Dot';
import { formatCount } from '~/components/format';
import { FromTo } from '~/components/FromTo';
import { graphql, type ResultOf } from '~/graphql/graphql';
import { formatCell, isNumeric, sameCell } from '../rows/cellValue';
import type { RowValues } from '../rows/port';
import type { RowColumn } from '../rows/row';

export const previewRowFragment = graphql(`
  fragment PreviewRow on PreviewRow @_unmask {
    row {
      id
      sequence
      values
    }
    before
    after
    outcome
    outcomeReason
  }
`);

type PreviewRow = ResultOf<typeof previewRowFragment>;
type NamedColumn = Pick<RowColumn, 'key' | 'title' | 'type'>;

/** How many columns tell which row it is. */
const mostNames = 2;

/** What execution would do with some rows: each value it writes, before and after. */
export function PreviewTable({
  rows,
  columns,
  effects,
}: {
  rows: readonly PreviewRow[];
  /** The batch's columns; the first texts among them say which row it is. */
  columns: readonly NamedColumn[];
  effects: readonly NamedColumn[];
}) {
  const names = columns.filter(({ type }) => type === 'TEXT').slice(0, mostNames);
  return (
    <DataTable
      label="What each row changes"
      minWidth={560}
      head={
        <>
          <Table.Th>#</Table.Th>
          {names.map(({ key, title }) => (
            <Table.Th key={key}>{title}</Table.Th>
          ))}
          {effects.map((column) => (
            <Table.Th key={column.key} ta={isNumeric(column) ? 'right' : undefined}>
              {column.title}
            </Table.Th>
          ))}
          <Table.Th>Outcome</Table.Th>
        </>
      }
    >
      {rows.map(({ row, before, after, outcome, outcomeReason }) => (
        <Table.Tr key={row.id}>
          <Table.Td>{formatCount(row.sequence)}</Table.Td>
          {names.map((column) => (
            <Table.Td key={column.key}>
              {formatCell(column, (row.values as RowValues)[column.key])}
            </Table.Td>
          ))}
          {effects.map((column) => (
            <Table.Td key={column.key} ta={isNumeric(column) ? 'right' : undefined}>
              <Effect column={column} before={before as RowValues} after={after as RowValues} />
            </Table.Td>
          ))}
          <Table.Td>
            {outcome === 'FAILED' ? (
              <Dot color="red">{outcomeReason ?? 'Would fail'}</Dot>
            ) : (
              <Text span inherit c="dimmed">
                {effects.some(({ key, type }) => differs({ type }, key, before, after))
                  ? 'Changes'
                  : 'Stays the same'}
              </Text>
            )}
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function differs(
  column: Pick<NamedColumn, 'type'>,
  key: string,
  before: unknown,
  after: unknown,
): boolean {
  return !sameCell(column, (before as RowValues)[key], (after as RowValues)[key]);
}

function Effect({
  column,
  before,
  after,
}: {
  column: NamedColumn;
  before: RowValues;
  after: RowValues;
}) {
  const now = formatCell(column, after[column.key]);
  if (!differs(column, column.key, before, after)) return now;
  return <FromTo from={formatCell(column, before[column.key])} to={now} />;
}
