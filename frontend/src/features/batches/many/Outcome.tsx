import { Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { DataTable } from '~/components/DataTable';
import { plural } from '~/components/format';
import { TextLink } from '~/components/links';
import { deeds, type Deed } from './deeds';
import type { BatchAnswers } from './useDeed';

/** What became of many batches, with the reasons why some were left as they were. */
export function Outcome({
  deed,
  result: { done, rejected, answers },
  rows,
  onClose,
}: {
  deed: Deed;
  result: BatchAnswers;
  /** How many a refresh has changed. */
  rows: number;
  onClose: () => void;
}) {
  const left = `${plural(rejected, 'batch', 'batches')} ${rejected === 1 ? 'was' : 'were'} left as ${rejected === 1 ? 'it was' : 'they were'}`;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={left}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        <Text role="status">{done > 0 ? deeds[deed].done(done, rows) : 'None was done.'}</Text>
        <DataTable
          label={left}
          minWidth={360}
          head={
            <>
              <Table.Th>Batch</Table.Th>
              <Table.Th>Reason</Table.Th>
            </>
          }
        >
          {answers
            .filter((answer) => !answer.done)
            .map(({ id, number, batch, message }) => (
              <Table.Tr key={id}>
                <Table.Td ff="monospace">
                  {batch ? (
                    <TextLink to="/batches/$batchId" params={{ batchId: id }} ff="monospace">
                      {number}
                    </TextLink>
                  ) : (
                    number
                  )}
                </Table.Td>
                <Table.Td>{message}</Table.Td>
              </Table.Tr>
            ))}
        </DataTable>
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose}>
            Done
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
