import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMutation } from 'urql';
import { ConfirmModal } from '~/components/ConfirmModal';
import { plural } from '~/components/format';
import { notifyDone, notifyFailed } from '~/components/notify';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';

export const deleteJobFragment = graphql(`
  fragment DeleteJob on Job {
    id
    name
    progress {
      jobId
      totalChunks
      exceptions
    }
  }
`);

const deleteJobMutation = graphql(`
  mutation DeleteJob($id: ID!) {
    deleteJob(input: { id: $id }) {
      deletedId
    }
  }
`);

/** Deletes a job with all it made, after asking. */
export function DeleteJob({ job: masked }: { job: FragmentOf<typeof deleteJobFragment> }) {
  const { id, name, progress } = readFragment(deleteJobFragment, masked);
  const navigate = useNavigate();
  const [opened, modal] = useDisclosure(false);
  const [{ fetching }, remove] = useMutation(deleteJobMutation);
  const confirm = async () => {
    const { error } = await remove({ id });
    modal.close();
    if (error) {
      notifyFailed('The job was not deleted', error);
      return;
    }
    notifyDone(`“${name}” was deleted.`);
    await navigate({ to: '/jobs' });
  };
  const chunks = progress.totalChunks === null ? 'chunks' : plural(progress.totalChunks, 'chunk');
  const exceptions =
    progress.exceptions === 0 ? 'exceptions' : plural(progress.exceptions, 'exception');
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={modal.open}
      >
        Delete
      </Button>
      <ConfirmModal
        opened={opened}
        title="Delete this job?"
        confirm="Delete the job"
        color="red"
        loading={fetching}
        onConfirm={confirm}
        onClose={modal.close}
      >
        <Stack gap="sm">
          <Text>
            With “{name}” go its {chunks}, their statistics, its results, and its {exceptions} with
            what people decided about them. This can’t be undone.
          </Text>
          <Text>What it changed in products and other data stays.</Text>
        </Stack>
      </ConfirmModal>
    </>
  );
}
