import { Alert, Paper, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconProgressX } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useQuery } from 'urql';
import { CancelJob, cancelJobFragment } from '~/components/CancelJob';
import { ErrorState } from '~/components/ErrorState';
import { JobProgressPanel, jobProgressFragment } from '~/components/JobProgress';
import { isJobActive, JobStateLabel } from '~/components/JobStateLabel';
import { ButtonLink } from '~/components/links';
import { Missing } from '~/components/Missing';
import { Page } from '~/components/Page';
import { TableSkeleton } from '~/components/TableSkeleton';
import { useLiveJob } from '~/components/useLiveJob';
import { useOnReconnect } from '~/graphql/connection';
import { graphql } from '~/graphql/graphql';

import { JobFacts, jobFactsFragment } from './JobFacts';

const jobQuery = graphql(
  `
    query Job($id: ID!) {
      job(id: $id) {
        id
        name
        description
        state
        error
        finishedAt
        progress {
          ...JobProgress
        }
        ...CancelJob
        ...JobFacts
      }
      viewer {
        id
        permissions
      }
    }
  `,
  [cancelJobFragment, jobFactsFragment, jobProgressFragment],
);

/** One job: how far it is, what came of it, and a way to stop it. */
export function JobPage() {
  const { jobId } = useParams({ from: '/shell/jobs/$jobId' });
  const [{ data, error }, run] = useQuery({
    query: jobQuery,
    variables: { id: jobId },
    requestPolicy: 'cache-and-network',
  });
  const reload = () => run({ requestPolicy: 'network-only' });
  const job = data?.job ?? null;
  useLiveJob(job);
  useOnReconnect(reload);
  // The end of a job brings what no progress tells: when it was, and why.
  const endUnknown = job !== null && !isJobActive(job.state) && job.finishedAt === null;
  const onEnd = useEffectEvent(reload);
  useEffect(() => {
    if (endUnknown) onEnd();
  }, [endUnknown]);

  if (error && !data) {
    return <ErrorState title="The job can’t be shown" error={error} onRetry={reload} />;
  }
  if (!data) return <TableSkeleton label="Loading the job" />;
  if (!job) {
    return (
      <Missing icon={<IconProgressX aria-hidden />} title="There is no such job">
        <ButtonLink to="/jobs" variant="default">
          All jobs
        </ButtonLink>
      </Missing>
    );
  }
  return (
    <Page
      title={job.name}
      subtitle={job.description && <Text c="dimmed">{job.description}</Text>}
      actions={<CancelJob job={job} permissions={data.viewer?.permissions ?? []} what="the job" />}
    >
      <Paper withBorder p="md">
        <Stack gap="sm">
          <JobStateLabel state={job.state} />
          <JobProgressPanel
            progress={job.progress}
            label={`Progress of ${job.name}`}
            noun="items"
          />
        </Stack>
      </Paper>
      {job.error && (
        <Alert color="red" variant="light" icon={<IconAlertCircle aria-hidden />} title="It failed">
          {job.error}
        </Alert>
      )}
      <JobFacts job={job} />
    </Page>
  );
}
