import { Button, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMutation } from 'urql';
import { notifyFailed } from '~/components/notify';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';

export const operationActionsFragment = graphql(`
  fragment OperationActions on Operation {
    id
    allowedActions
  }
`);

const cancelMutation = graphql(`
  mutation CancelOperation($id: ID!) {
    cancelOperation(input: { id: $id }) {
      operation {
        id
        status
        finishedAt
        allowedActions
      }
    }
  }
`);

const repeatMutation = graphql(`
  mutation RepeatOperation($id: ID!) {
    repeatOperation(input: { id: $id }) {
      operation {
        id
      }
    }
  }
`);

/** What the user may do with an operation now. */
export function OperationActions({
  operation: masked,
}: {
  operation: FragmentOf<typeof operationActionsFragment>;
}) {
  const { id, allowedActions } = readFragment(operationActionsFragment, masked);
  const [canceling, cancel] = useMutation(cancelMutation);
  const [repeating, repeat] = useMutation(repeatMutation);
  const navigate = useNavigate();
  const onCancel = async () => {
    const { error } = await cancel({ id });
    if (error) notifyFailed('Could not cancel the operation', error);
  };
  const onRepeat = async () => {
    const { data, error } = await repeat({ id });
    if (error) notifyFailed('Could not run the operation again', error);
    if (data) {
      const operationId = data.repeatOperation.operation.id;
      void navigate({ to: '/operations/$operationId', params: { operationId } });
    }
  };
  return (
    <Group gap="xs">
      {allowedActions.includes('CANCEL') && (
        <Button variant="default" loading={canceling.fetching} onClick={() => void onCancel()}>
          Cancel the operation
        </Button>
      )}
      {allowedActions.includes('REPEAT') && (
        <Button loading={repeating.fetching} onClick={() => void onRepeat()}>
          Run again
        </Button>
      )}
    </Group>
  );
}
