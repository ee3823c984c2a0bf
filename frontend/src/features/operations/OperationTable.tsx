import { Table, Text } from '@mantine/core';
import { DataTable } from '~/components/DataTable';
import { formatTime } from '~/components/format';
import { TextLink } from '~/components/links';
import { OperationContext, operationContextFragment } from '~/components/OperationContext';
import { OperationLabel } from '~/components/OperationLabel';
import { TimeText } from '~/components/TimeText';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';

export const operationTableFragment = graphql(
  `
    fragment OperationTable on Operation {
      id
      number
      type
      status
      result
      context {
        ...OperationContext
      }
      attempt
      runAt
      createdAt
      finishedAt
      createdBy {
        id
        name
      }
    }
  `,
  [operationContextFragment],
);

/** One page of operations. */
export function OperationTable({
  operations,
}: {
  operations: FragmentOf<typeof operationTableFragment>[];
}) {
  return (
    <DataTable
      label="Operations"
      minWidth={860}
      head={
        <>
          <Table.Th>Operation</Table.Th>
          <Table.Th>Type</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th>About</Table.Th>
          <Table.Th ta="right">Attempts</Table.Th>
          <Table.Th>Created</Table.Th>
          <Table.Th>Ended</Table.Th>
        </>
      }
    >
      {readFragment(operationTableFragment, operations).map((operation) => (
        <Table.Tr key={operation.id}>
          <Table.Td>
            <TextLink to="/operations/$operationId" params={{ operationId: operation.id }}>
              {operation.number}
            </TextLink>
          </Table.Td>
          <Table.Td>{operation.type}</Table.Td>
          <Table.Td>
            <OperationLabel status={operation.status} result={operation.result} />
            {operation.status === 'UNPROCESSED' && isLater(operation.runAt) && (
              <Text size="sm" c="dimmed">
                not before {formatTime(operation.runAt)}
              </Text>
            )}
          </Table.Td>
          <Table.Td>
            <OperationContext context={operation.context} />
          </Table.Td>
          <Table.Td ta="right">{operation.attempt}</Table.Td>
          <Table.Td style={{ whiteSpace: 'nowrap' }}>
            <TimeText time={operation.createdAt} />
            {operation.createdBy && ` by ${operation.createdBy.name}`}
          </Table.Td>
          <Table.Td>{operation.finishedAt && <TimeText time={operation.finishedAt} />}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function isLater(time: string): boolean {
  return Date.parse(time) > Date.now();
}
