import { Table, Text } from '@mantine/core';
import { DataTable } from '~/components/DataTable';
import { Dot } from '~/components/Dot';
import { valueText } from '~/components/valueText';
import { fieldChanges } from './changes';
import type { Trial } from './useTrial';

/** The first items of a trial before and after. */
export function ChangeTable({ changes }: { changes: Trial['changes'] }) {
  return (
    <DataTable
      label="Items before and after"
      minWidth={760}
      head={
        <>
          <Table.Th>Item</Table.Th>
          <Table.Th>Outcome</Table.Th>
          <Table.Th>Before → after</Table.Th>
          <Table.Th>Result</Table.Th>
        </>
      }
    >
      {changes.map(({ itemKey, itemLabel, success, before, after, result }) => (
        <Table.Tr key={itemKey}>
          <Table.Td fw={600}>{itemLabel}</Table.Td>
          <Table.Td>
            <Dot color={success ? 'green' : 'red'}>{success ? 'Success' : 'Failure'}</Dot>
          </Table.Td>
          <Table.Td>
            <Changes before={before} after={after} />
          </Table.Td>
          <Table.Td>{valueText(result)}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function Changes({ before, after }: { before: unknown; after: unknown }) {
  return fieldChanges(before, after).map((change) => (
    <Text key={change.field} size="sm" c={change.changed ? undefined : 'dimmed'}>
      {change.field}{' '}
      {change.changed ? (
        <>
          <Text component="del" inherit c="dimmed">
            {change.before || 'nothing'}
          </Text>{' '}
          →{' '}
          <Text component="ins" inherit fw={600} td="none">
            {change.after || 'nothing'}
          </Text>
        </>
      ) : (
        change.before
      )}
    </Text>
  ));
}
