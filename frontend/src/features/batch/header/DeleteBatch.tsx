import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMutation } from 'urql';
import { ConfirmModal } from '~/components/ConfirmModal';
import { notifyDone, notifyFailed } from '~/components/notify';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';

export const deleteBatchFragment = graphql(`
  fragment DeleteBatch on Batch {
    id
    number
    allowedActions
  }
`);

const deleteBatchMutation = graphql(`
  mutation DeleteBatch($id: ID!) {
    deleteBatch(input: { id: $id }) {
      deletedId
    }
  }
`);

/** Deletes a batch with its rows, after asking. */
export function DeleteBatch({ batch: masked }: { batch: FragmentOf<typeof deleteBatchFragment> }) {
  const { id, number, allowedActions } = readFragment(deleteBatchFragment, masked);
  const navigate = useNavigate();
  const [opened, modal] = useDisclosure(false);
  const [{ fetching }, remove] = useMutation(deleteBatchMutation);
  if (!allowedActions.includes('DELETE')) return null;
  const confirm = async () => {
    const { error } = await remove({ id });
    modal.close();
    if (error) {
      notifyFailed('The batch was not deleted', error);
      return;
    }
    notifyDone(`Batch ${number} was deleted.`);
    await navigate({ to: '/batches' });
  };
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={modal.open}
      >
        Delete
      </Button>
      <ConfirmModal
        opened={opened}
        title={`Delete batch ${number}?`}
        confirm="Delete the batch"
        color="red"
        loading={fetching}
        onConfirm={confirm}
        onClose={modal.close}
      >
        <Text>
          The batch and all its rows are deleted, with the edits you made. This can’t be undone.
          Products are not touched.
        </Text>
      </ConfirmModal>
    </>
  );
}
