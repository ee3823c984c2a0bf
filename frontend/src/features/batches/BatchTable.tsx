import { Table } from '@mantine/core';
import { DataTable } from '~/components/DataTable';
import { TickAllCell } from '~/components/ticks/TickCells';
import type { Ticks } from '~/components/ticks/ticks';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { BatchRow, batchRowFragment } from './BatchRow';

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
}: {
  batches: FragmentOf<typeof batchTableFragment>[];
  ticks: Ticks;
}) {
  const batches = readFragment(batchTableFragment, masked);
  return (
    <DataTable
      label="Batches"
      minWidth={860}
      head={
        <>
          <TickAllCell ids={batches.map(({ id }) => id)} ticks={ticks} noun="batches" />
          <Table.Th>Number</Table.Th>
          <Table.Th>Type</Table.Th>
          <Table.Th>Description</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th ta="right">Rows</Table.Th>
          <Table.Th>Created</Table.Th>
        </>
      }
    >
      {batches.map((batch) => (
        <BatchRow key={batch.id} batch={batch} ticks={ticks} />
      ))}
    </DataTable>
  );
}
