import { List, Text } from '@mantine/core';
import { FromTo } from '~/components/FromTo';
import { HistoryList } from '~/components/HistoryList';
import { valueText } from '~/components/valueText';
import { graphql, type ResultOf } from '~/graphql/graphql';
import { formatCell } from '../rows/cellValue';
import type { CellValue, RowColumn } from '../rows/row';
import type { CellEvent } from './firstValues';

export const rowEventFragment = graphql(`
  fragment RowEvent on RowEvent @_unmask {
    version
    action
    bulk
    cells {
      column
      from
      to
    }
    by {
      id
      name
    }
    at
  }
`);

type RowEvent = ResultOf<typeof rowEventFragment>;

const titles: Record<RowEvent['action'], string> = {
  ADD: 'Added',
  EDIT: 'Edited',
  REMOVE: 'Removed',
  RESTORE: 'Restored',
  REFRESH: 'Refreshed from the product',
  RETRY: 'To be executed again',
};

/** What was done to a row: who, when, from what to what. */
export function RowHistory({
  history,
  columns,
}: {
  history: readonly RowEvent[];
  columns: readonly RowColumn[];
}) {
  if (history.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Nothing was changed since the row came into the batch.
      </Text>
    );
  }
  return (
    <HistoryList
      label="History of the row"
      items={history.map(({ version, action, bulk, cells, by, at }) => ({
        key: String(version),
        title: bulk ? `${titles[action]}, with many others` : titles[action],
        by: by?.name ?? null,
        at,
        details: cells.length > 0 && <Cells cells={cells} columns={columns} />,
      }))}
    />
  );
}

function Cells({ cells, columns }: { cells: readonly CellEvent[]; columns: readonly RowColumn[] }) {
  const shown = (key: string, value: unknown) => {
    const column = columns.find((candidate) => candidate.key === key);
    return column ? formatCell(column, value as CellValue) : valueText(value);
  };
  return (
    <List size="sm" listStyleType="none">
      {cells.map(({ column: key, from, to }) => (
        <List.Item key={key}>
          {columns.find((column) => column.key === key)?.title ?? key}{' '}
          <FromTo from={shown(key, from)} to={shown(key, to)} />
        </List.Item>
      ))}
    </List>
  );
}
