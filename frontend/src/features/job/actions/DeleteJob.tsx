import { Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMutation } from 'urql';
import { DeleteButton } from '~/components/DeleteButton';
import { plural } from '~/components/format';
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
  const [, remove] = useMutation(deleteJobMutation);
  const chunks = progress.totalChunks === null ? 'chunks' : plural(progress.totalChunks, 'chunk');
  const exceptions =
    progress.exceptions === 0 ? 'exceptions' : plural(progress.exceptions, 'exception');
  return (
    <DeleteButton
      what="the job"
      question="Delete this job?"
      done={`“${name}” was deleted.`}
      onDelete={() => remove({ id })}
      onDone={() => navigate({ to: '/jobs' })}
    >
      <Stack gap="sm">
        <Text>
          With “{name}” go its {chunks}, their statistics, its results, and its {exceptions} with
          what people decided about them. This can’t be undone.
        </Text>
        <Text>What it changed in products and other data stays.</Text>
      </Stack>
    </DeleteButton>
  );
}
