import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { plural } from '~/components/format';
import { TextLink } from '~/components/links';
import { deeds, type Deed } from './deeds';
import { reasonBeside } from './reason';
import { changedRows, type BatchAnswers } from './useDeed';

/** What became of many batches, with the reasons why some were left as they were. */
export function Outcome({
  deed,
  answers: result,
  onClose,
}: {
  deed: Deed;
  answers: BatchAnswers;
  onClose: () => void;
}) {
  const { done, rejected, answers } = result;
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
        <Text role="status">
          {done > 0 ? deeds[deed].done(done, changedRows(result)) : 'None was done.'}
        </Text>
        <List size="sm" spacing={4} listStyleType="none">
          {answers
            .filter((answer) => !answer.done)
            .map(({ id, number, batch, message }) => (
              <List.Item key={id}>
                {batch ? (
                  <TextLink to="/batches/$batchId" params={{ batchId: id }} ff="monospace">
                    {number}
                  </TextLink>
                ) : (
                  number
                )}{' '}
                {reasonBeside(number, message)}
              </List.Item>
            ))}
        </List>
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose}>
            Done
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
