import { Table, Text } from '@mantine/core';
import { DataTable } from '~/components/DataTable';
import { Dot } from '~/components/Dot';
import { TimeText } from '~/components/TimeText';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';

export const workerTableFragment = graphql(`
  fragment WorkerTable on Worker {
    id
    host
    pid
    revision
    slots
    chunks
    startedAt
    seenAt
    silent
  }
`);

/** The workers, a row each. */
export function WorkerTable({ workers }: { workers: FragmentOf<typeof workerTableFragment>[] }) {
  return (
    <DataTable
      label="Workers"
      minWidth={820}
      head={
        <>
          <Table.Th>Host</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th ta="right">Chunks in hand</Table.Th>
          <Table.Th>Build</Table.Th>
          <Table.Th>Name</Table.Th>
          <Table.Th>Started</Table.Th>
          <Table.Th>Last seen</Table.Th>
        </>
      }
    >
      {readFragment(workerTableFragment, workers).map((worker) => (
        <Table.Tr key={worker.id}>
          <Table.Td fw={600}>
            {worker.host}
            <Text span size="sm" c="dimmed" ml="xs">
              process {worker.pid}
            </Text>
          </Table.Td>
          <Table.Td>
            {worker.silent ? (
              <Dot color="red">Silent</Dot>
            ) : worker.chunks > 0 ? (
              <Dot color="blue" kind="pulsing">
                Working
              </Dot>
            ) : (
              <Dot color="green">Ready</Dot>
            )}
          </Table.Td>
          <Table.Td ta="right">
            {worker.chunks} of {worker.slots}
          </Table.Td>
          <Table.Td ff="monospace">{worker.revision.slice(0, 12)}</Table.Td>
          <Table.Td ff="monospace">{worker.id}</Table.Td>
          <Table.Td>
            <TimeText time={worker.startedAt} />
          </Table.Td>
          <Table.Td>
            <TimeText time={worker.seenAt} />
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
