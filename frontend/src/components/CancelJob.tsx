import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlayerStop } from '@tabler/icons-react';
import { useMutation } from 'urql';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { ConfirmModal } from './ConfirmModal';
import { notifyFailed } from './notify';

export const cancelJobFragment = graphql(`
  fragment CancelJob on Job {
    id
    state
    allowedActions
  }
`);

const cancelJobMutation = graphql(`
  mutation CancelJob($id: ID!) {
    cancelJob(input: { id: $id }) {
      job {
        id
        state
        allowedActions
      }
    }
  }
`);

// The state is known at once, what is allowed only after the next answer.
const cancelable = ['CREATED', 'RUNNING', 'PAUSED'];

/** Stops a job, after asking; nothing for those who may not. */
export function CancelJob({
  job: masked,
  what,
}: {
  job: FragmentOf<typeof cancelJobFragment>;
  /** What is canceled, as it goes into a sentence: "the job". */
  what: string;
}) {
  const { id, state, allowedActions } = readFragment(cancelJobFragment, masked);
  const [opened, modal] = useDisclosure(false);
  const [{ fetching }, cancel] = useMutation(cancelJobMutation);
  if (!cancelable.includes(state) || !allowedActions.includes('CANCEL')) return null;
  const confirm = async () => {
    const { error } = await cancel({ id });
    modal.close();
    if (error) notifyFailed(`Could not cancel ${what}`, error);
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={16} aria-hidden />}
        onClick={modal.open}
      >
        Cancel {what}
      </Button>
      <ConfirmModal
        opened={opened}
        title={`Cancel ${what}?`}
        confirm={`Cancel ${what}`}
        color="red"
        loading={fetching}
        onConfirm={confirm}
        onClose={modal.close}
      >
        <Text>It stops as soon as the chunks in hand are finished. What is done stays done.</Text>
      </ConfirmModal>
    </>
  );
}
