import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useMutation } from 'urql';
import { checkPace, paceInput, type Pace, type PaceErrors } from '~/components/pace';
import { PaceFields } from '~/components/PaceFields';
import { apiError } from '~/graphql/errors';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';

export const adjustFormFragment = graphql(`
  fragment AdjustForm on Job {
    id
    description
    parallelism
    priority
    rate
  }
`);

const updateJobMutation = graphql(
  `
    mutation UpdateJob($input: UpdateJobInput!) {
      updateJob(input: $input) {
        job {
          ...AdjustForm
        }
      }
    }
  `,
  [adjustFormFragment],
);

/** How the job runs, and what is said of it, as a form. */
export function AdjustForm({
  job: masked,
  onDone,
}: {
  job: FragmentOf<typeof adjustFormFragment>;
  onDone: () => void;
}) {
  const { id, ...read } = readFragment(adjustFormFragment, masked);
  const [{ fetching, error }, update] = useMutation(updateJobMutation);
  const [description, setDescription] = useState(read.description);
  const [pace, setPace] = useState<Pace>(read);
  const [errors, setErrors] = useState<PaceErrors>({});
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = checkPace(pace);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const result = await update({ input: { id, description, ...paceInput(pace) } });
    if (!result.error) onDone();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <PaceFields value={pace} errors={errors} onChange={setPace} />
        <Text size="sm" c="dimmed">
          Takes effect at the next chunk, also while the job runs.
        </Text>
        <Textarea
          label="Description"
          autosize
          minRows={3}
          maxLength={2000}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
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
