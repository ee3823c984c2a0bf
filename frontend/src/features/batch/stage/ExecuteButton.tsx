import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlayerPlay } from '@tabler/icons-react';
import { ConfirmModal } from '~/components/ConfirmModal';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { ExecutionSummary, executionSummaryFragment } from './ExecutionSummary';
import { useBatchAction } from './useBatchAction';

export const executeButtonFragment = graphql(
  `
    fragment ExecuteButton on Batch {
      id
      number
      allowedActions
      whyNotExecutable
      describeExecution {
        ...ExecutionSummary
      }
    }
  `,
  [executionSummaryFragment],
);

/** Executes the batch, or resumes its execution, after saying once more what that does. */
export function ExecuteButton({
  batch: masked,
  verb,
}: {
  batch: FragmentOf<typeof executeButtonFragment>;
  verb: 'Execute' | 'Resume';
}) {
  const batch = readFragment(executeButtonFragment, masked);
  const { busy, run } = useBatchAction(batch.id, 'execute');
  const [opened, modal] = useDisclosure(false);
  if (!batch.allowedActions.includes('EXECUTE')) return null;
  const confirm = async () => {
    await run();
    modal.close();
  };
  return (
    <>
      <Button
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        disabled={batch.whyNotExecutable.length > 0}
        onClick={modal.open}
      >
        {verb}…
      </Button>
      <ConfirmModal
        opened={opened}
        title={`${verb} batch ${batch.number}?`}
        confirm={`${verb} now`}
        loading={busy}
        onConfirm={confirm}
        onClose={modal.close}
      >
        <Stack gap="sm">
          {batch.describeExecution && <ExecutionSummary description={batch.describeExecution} />}
          <Text size="sm" c="dimmed">
            Each row is applied exactly once. Afterwards the batch is frozen: it can be read, but
            not changed any more.
          </Text>
        </Stack>
      </ConfirmModal>
    </>
  );
}
