import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import type { SubmitEvent } from 'react';
import { useCreateBatch } from '~/components/batch-form/useCreateBatch';
import { graphql } from '~/graphql/graphql';

const cloneBatchMutation = graphql(`
  mutation CloneBatch($input: CloneBatchInput!) {
    cloneBatch(input: $input) {
      batch {
        id
      }
    }
  }
`);

/** Makes another batch with the rows of one, and goes there. */
export function CloneBatch({
  batch,
  opened,
  onClose,
}: {
  batch: { id: string; number: string; description: string };
  opened: boolean;
  onClose: () => void;
}) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Clone batch ${batch.number}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened && <CloneForm batch={batch} onClose={onClose} />}
    </Modal>
  );
}

function CloneForm({
  batch: { id, description },
  onClose,
}: {
  batch: { id: string; description: string };
  onClose: () => void;
}) {
  const { create, busy, failure } = useCreateBatch(
    cloneBatchMutation,
    (data) => data.cloneBatch.batch,
  );
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    await create({ id, description: form.get('description') as string });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">
          A new batch of the same type with the same rows, open for review. What people have entered
          is as it is here; what rows take from their products is as it is now. Removed rows are
          left out.
        </Text>
        <TextInput
          name="description"
          label="Description"
          maxLength={200}
          defaultValue={description}
          data-autofocus
        />
        {failure && (
          <Alert role="alert" color="red" variant="light" title="Not cloned">
            {failure.message}
          </Alert>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
          <Button type="submit" loading={busy}>
            Clone
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
