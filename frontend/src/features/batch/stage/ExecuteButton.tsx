import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlayerPlay } from '@tabler/icons-react';
import { ConfirmModal } from '~/components/ConfirmModal';
import { ParameterFields } from '~/components/parameters/ParameterFields';
import { parameterFragment } from '~/components/parameters/parameters';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { ExecutionSummary, executionSummaryFragment } from './ExecutionSummary';
import { useExecution } from './useExecution';

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
      type {
        key
        lastOptions
        options {
          ...ParameterForm
        }
      }
    }
  `,
  [executionSummaryFragment, parameterFragment],
);

/** Executes the batch with what its type asks for, or resumes its execution, after saying once more what that does. */
export function ExecuteButton({
  batch: masked,
  verb,
}: {
  batch: FragmentOf<typeof executeButtonFragment>;
  verb: 'Execute' | 'Resume';
}) {
  const batch = readFragment(executeButtonFragment, masked);
  // What was begun goes on with what it began with.
  const asked = verb === 'Execute' ? batch.type.options : [];
  const execution = useExecution(batch.id, asked, batch.type.lastOptions);
  const [opened, modal] = useDisclosure(false);
  if (!batch.allowedActions.includes('EXECUTE')) return null;
  const ask = () => {
    execution.begin();
    modal.open();
  };
  const confirm = async () => {
    if (await execution.run()) modal.close();
  };
  return (
    <>
      <Button
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        disabled={batch.whyNotExecutable.length > 0}
        onClick={ask}
      >
        {verb}…
      </Button>
      <ConfirmModal
        opened={opened}
        title={`${verb} batch ${batch.number}?`}
        confirm={`${verb} now`}
        loading={execution.busy}
        onConfirm={confirm}
        onClose={modal.close}
      >
        <Stack gap="sm">
          {batch.describeExecution && <ExecutionSummary description={batch.describeExecution} />}
          <ParameterFields
            parameters={asked}
            values={execution.values}
            error={(key) => execution.errors[key]}
            onChange={execution.put}
          />
          <Text size="sm" c="dimmed">
            Each row is applied exactly once. Afterwards the batch is frozen: it can be read, but
            not changed any more.
          </Text>
        </Stack>
      </ConfirmModal>
    </>
  );
}
