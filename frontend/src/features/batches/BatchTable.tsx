import { Table } from '@mantine/core';
import { DataTable } from '~/components/DataTable';
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
export function BatchTable({ batches }: { batches: FragmentOf<typeof batchTableFragment>[] }) {
  return (
    <DataTable
      label="Batches"
      minWidth={820}
      head={
        <>
          <Table.Th>Number</Table.Th>
          <Table.Th>Type</Table.Th>
          <Table.Th>Description</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th ta="right">Rows</Table.Th>
          <Table.Th>Created</Table.Th>
        </>
      }
    >
      {readFragment(batchTableFragment, batches).map((batch) => (
        <BatchRow key={batch.id} batch={batch} />
      ))}
    </DataTable>
  );
}
