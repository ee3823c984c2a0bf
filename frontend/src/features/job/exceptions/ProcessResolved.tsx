import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation } from 'urql';
import { formatCount } from '~/components/format';
import { notifyFailed } from '~/components/notify';
import { graphql } from '~/graphql/graphql';
import { changedJobFragment } from '../actions/useJobAction';

const processExceptionsMutation = graphql(
  `
    mutation ProcessExceptions($id: ID!) {
      processExceptions(input: { id: $id }) {
        job {
          ...ChangedJob
        }
      }
    }
  `,
  [changedJobFragment],
);

/** Processes the items that were accepted or corrected. */
export function ProcessResolved({ jobId, count }: { jobId: string; count: number }) {
  const [{ fetching }, mutate] = useMutation(processExceptionsMutation);
  const run = async () => {
    const { error } = await mutate({ id: jobId });
    if (error) notifyFailed('The resolved exceptions are not processed', error);
  };
  return (
    <Button
      leftSection={<IconPlayerPlay size={16} aria-hidden />}
      disabled={count === 0}
      loading={fetching}
      onClick={run}
    >
      Process {count === 0 ? 'resolved' : `${formatCount(count)} resolved`}
    </Button>
  );
}
