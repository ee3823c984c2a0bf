import { Alert, Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useMutation } from 'urql';
import { apiError } from '~/graphql/errors';
import { graphql } from '~/graphql/graphql';

const updateBatchMutation = graphql(`
  mutation UpdateBatch($input: UpdateBatchInput!) {
    updateBatch(input: $input) {
      batch {
        id
        version
        description
        notes
      }
    }
  }
`);

/** The description and notes of a batch as a form. */
export function DetailsForm({
  batch,
  onDone,
}: {
  batch: { id: string; version: number; description: string; notes: string };
  onDone: () => void;
}) {
  const [{ fetching, error }, update] = useMutation(updateBatchMutation);
  // As they were when the form was opened: saving over someone else's change is refused.
  const [read] = useState(batch);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const result = await update({
      input: {
        id: read.id,
        version: read.version,
        description: form.get('description') as string,
        notes: form.get('notes') as string,
      },
    });
    if (!result.error) onDone();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          name="description"
          label="Description"
          maxLength={200}
          defaultValue={read.description}
          data-autofocus
        />
        <Textarea name="notes" label="Notes" autosize minRows={4} defaultValue={read.notes} />
        {error && (
          <Alert role="alert" color="red" variant="light" title="Not saved">
            {apiError(error).message}
          </Alert>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onDone}>
            Back
          </Button>
          <Button type="submit" loading={fetching}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
