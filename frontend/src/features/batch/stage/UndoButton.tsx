import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowBackUp } from '@tabler/icons-react';
import { ConfirmModal } from '~/components/ConfirmModal';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { useBatchAction } from './useBatchAction';

export const undoButtonFragment = graphql(`
  fragment UndoButton on Batch {
    id
    number
    allowedActions
    undoJob {
      id
    }
  }
`);

/** Undoes an executed batch, or resumes that, after saying what it means. */
export function UndoButton({ batch: masked }: { batch: FragmentOf<typeof undoButtonFragment> }) {
  const { id, number, allowedActions, undoJob } = readFragment(undoButtonFragment, masked);
  const { busy, run } = useBatchAction(id, 'undo');
  const [opened, modal] = useDisclosure(false);
  if (!allowedActions.includes('UNDO')) return null;
  const verb = undoJob ? 'Resume undoing' : 'Undo';
  const confirm = async () => {
    await run();
    modal.close();
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        onClick={modal.open}
      >
        {verb}…
      </Button>
      <ConfirmModal
        opened={opened}
        title={`${verb} batch ${number}?`}
        confirm={`${verb} now`}
        loading={busy}
        onConfirm={confirm}
        onClose={modal.close}
      >
        <Stack gap="sm">
          <Text>
            What the batch has written is put back to how it was before, row by row. What someone
            has changed since then is left alone and reported.
          </Text>
          <Text size="sm" c="dimmed">
            A batch is undone once. It stays frozen: it can’t be executed again.
          </Text>
        </Stack>
      </ConfirmModal>
    </>
  );
}
