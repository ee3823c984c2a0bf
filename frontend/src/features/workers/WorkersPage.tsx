import { Text } from '@mantine/core';
import { IconServer2 } from '@tabler/icons-react';
import { useInterval } from '@mantine/hooks';
import { useQuery } from 'urql';
import { EmptyList } from '~/components/EmptyList';
import { ErrorState } from '~/components/ErrorState';
import { ButtonLink } from '~/components/links';
import { Page } from '~/components/Page';
import { TableSkeleton } from '~/components/TableSkeleton';
import { graphql } from '~/graphql/graphql';
import { WorkerTable, workerTableFragment } from './WorkerTable';

const workersQuery = graphql(
  `
    query Workers {
      workers {
        id
        ...WorkerTable
      }
    }
  `,
  [workerTableFragment],
);

const every = 3_000;

/** The processes that work on jobs, as they are now. */
export function WorkersPage() {
  const [{ data, error }, run] = useQuery({
    query: workersQuery,
    requestPolicy: 'cache-and-network',
  });
  const reload = () => run({ requestPolicy: 'network-only' });
  useInterval(reload, every, { autoInvoke: true });
  return (
    <Page
      title="Workers"
      subtitle={
        <Text c="dimmed">The processes that work on jobs, or did so in the last hour.</Text>
      }
      actions={
        <ButtonLink to="/jobs" variant="default">
          All jobs
        </ButtonLink>
      }
    >
      {error && !data ? (
        <ErrorState title="The workers can’t be shown" error={error} onRetry={reload} />
      ) : !data ? (
        <TableSkeleton label="Loading the workers" rows={3} />
      ) : data.workers.length === 0 ? (
        <EmptyList
          icon={<IconServer2 aria-hidden />}
          noun="workers"
          filtered={false}
          onClear={reload}
          explanation="Every server works on jobs unless it is told not to; more workers can be started on other machines."
        />
      ) : (
        <WorkerTable workers={data.workers} />
      )}
    </Page>
  );
}
