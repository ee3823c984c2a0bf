import { Table } from '@mantine/core';
import { DataTable } from '~/components/DataTable';
import { SortHeader } from '~/components/SortHeader';
import { TickAllCell } from '~/components/ticks/TickCells';
import type { Ticks } from '~/components/ticks/ticks';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { BatchRow, batchRowFragment } from './BatchRow';
import type { SortField } from './search';

export const batchTableFragment = graphql(
  `
    fragment BatchTable on Batch {
      id
      ...BatchRow
    }
  `,
  [batchRowFragment],
);

/** One page of batches. */
export function BatchTable({
  batches: masked,
  ticks,
  sort,
  desc,
  onSort,
}: {
  batches: FragmentOf<typeof batchTableFragment>[];
  ticks: Ticks;
  sort: SortField;
  desc: boolean;
  onSort: (sort: SortField, desc: boolean) => void;
}) {
  const batches = readFragment(batchTableFragment, masked);
  const sortable = (field: SortField) => ({
    sorted: sort === field,
    desc,
    onSort: (down: boolean) => onSort(field, down),
  });
  return (
    <DataTable
      label="Batches"
      minWidth={1000}
      head={
        <>
          <TickAllCell ids={batches.map(({ id }) => id)} ticks={ticks} noun="batches" />
          <Table.Th>Number</Table.Th>
          <Table.Th>Type</Table.Th>
          <Table.Th>Description</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th ta="right">Rows</Table.Th>
          <SortHeader {...sortable('DUE_ON')}>Due</SortHeader>
          <SortHeader {...sortable('CREATED_AT')}>Created</SortHeader>
        </>
      }
    >
      {batches.map((batch) => (
        <BatchRow key={batch.id} batch={batch} ticks={ticks} />
      ))}
    </DataTable>
  );
}
