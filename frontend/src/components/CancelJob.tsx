import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from 'urql';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { ConfirmModal } from './ConfirmModal';
import { notifyFailed } from './notify';
import { may } from './permissions';

export const cancelJobFragment = graphql(`
  fragment CancelJob on Job {
    id
    state
  }
`);

const cancelJobMutation = graphql(`
  mutation CancelJob($id: ID!) {
    cancelJob(input: { id: $id }) {
      job {
        id
        state
      }
    }
  }
`);

/** Stops a running job, after asking; nothing for those who may not. */
export function CancelJob({
  job: masked,
  permissions,
  what,
}: {
  job: FragmentOf<typeof cancelJobFragment>;
  /** The viewer's. */
  permissions: readonly string[];
  /** What is canceled, as it goes into a sentence: "the job". */
  what: string;
}) {
  const { id, state } = readFragment(cancelJobFragment, masked);
  const [opened, modal] = useDisclosure(false);
  const [{ fetching }, cancel] = useMutation(cancelJobMutation);
  if (state !== 'RUNNING' || !may(permissions, 'job.cancel')) return null;
  const confirm = async () => {
    const { error } = await cancel({ id });
    modal.close();
    if (error) notifyFailed(`Could not cancel ${what}`, error);
  };
  return (
    <>
      <Button variant="default" onClick={modal.open}>
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
