import { Alert, Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useMutation } from 'urql';
import { dueDateFragment } from '~/components/DueDate';
import { apiError } from '~/graphql/errors';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { changesOf } from './changesOf';

export const detailsFormFragment = graphql(`
  fragment DetailsForm on Batch {
    id
    version
    description
    notes
    dueOn
    purgeOn
  }
`);

const updateBatchMutation = graphql(
  `
    mutation UpdateBatch($input: UpdateBatchInput!) {
      updateBatch(input: $input) {
        batch {
          ...DetailsForm
          ...DueDate
        }
      }
    }
  `,
  [detailsFormFragment, dueDateFragment],
);

/** The description, notes and dates of a batch as a form; of a frozen one only how long it is kept. */
export function DetailsForm({
  batch: masked,
  frozen,
  onDone,
}: {
  batch: FragmentOf<typeof detailsFormFragment>;
  frozen: boolean;
  onDone: () => void;
}) {
  const batch = readFragment(detailsFormFragment, masked);
  const [{ fetching, error }, update] = useMutation(updateBatchMutation);
  // As they were when the form was opened: saving over someone else's change is refused.
  const [read] = useState(batch);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const changes = changesOf(read, new FormData(event.currentTarget));
    const result = await update({ input: { id: read.id, version: read.version, ...changes } });
    if (!result.error) onDone();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {!frozen && (
          <>
            <TextInput
              name="description"
              label="Description"
              maxLength={200}
              defaultValue={read.description}
              data-autofocus
            />
            <Textarea name="notes" label="Notes" autosize minRows={4} defaultValue={read.notes} />
            <TextInput
              name="dueOn"
              type="date"
              label="Due date"
              description="The day by which it is to be executed"
              defaultValue={read.dueOn ?? ''}
            />
          </>
        )}
        <TextInput
          name="purgeOn"
          type="date"
          label="Purge date"
          description="From this day on, the rows and files of the executed batch may go"
          defaultValue={read.purgeOn ?? ''}
        />
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
