import { Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMutation } from 'urql';
import { DeleteButton } from '~/components/DeleteButton';
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
  const [, remove] = useMutation(deleteBatchMutation);
  if (!allowedActions.includes('DELETE')) return null;
  return (
    <DeleteButton
      what="the batch"
      question={`Delete batch ${number}?`}
      done={`Batch ${number} was deleted.`}
      size="xs"
      onDelete={() => remove({ id })}
      onDone={() => navigate({ to: '/batches' })}
    >
      <Text>
        The batch and all its rows are deleted, with the edits you made. This can’t be undone.
        Products are not touched.
      </Text>
    </DeleteButton>
  );
}
