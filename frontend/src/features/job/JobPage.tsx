import { Text } from '@mantine/core';
import { IconProgressX } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useQuery } from 'urql';
import { ErrorState } from '~/components/ErrorState';
import { ButtonLink } from '~/components/links';
import { Missing } from '~/components/Missing';
import { TableSkeleton } from '~/components/TableSkeleton';
import { useLiveJob } from '~/components/useLiveJob';
import { useOnReconnect } from '~/graphql/connection';
import { graphql } from '~/graphql/graphql';
import { JobView, jobApplicationFragment, jobViewFragment } from './JobView';

const jobQuery = graphql(
  `
    query Job($id: ID!) {
      job(id: $id) {
        id
        state
        application
        progress {
          jobId
          totalItems
          totalChunks
        }
        ...JobView
      }
      applications {
        name
        ...JobApplication
      }
      viewer {
        id
        permissions
      }
    }
  `,
  [jobApplicationFragment, jobViewFragment],
);

/** One job: how far it is, what came of it, and what can be done with it. */
export function JobPage() {
  const { jobId } = useParams({ from: '/shell/jobs/$jobId' });
  const [{ data, error }, run] = useQuery({
    query: jobQuery,
    variables: { id: jobId },
    requestPolicy: 'cache-and-network',
  });
  const reload = () => run({ requestPolicy: 'network-only' });
  const job = data?.job ?? null;
  useLiveJob(job?.id ?? null);
  useOnReconnect(reload);
  // Progress doesn't tell what else a change of the state brings: what is allowed now, and why it failed.
  const stage = job && JSON.stringify([job.state, job.progress.totalItems]);
  const onStage = useEffectEvent(reload);
  useEffect(() => {
    if (stage !== null) onStage();
  }, [stage]);

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
  const application = data.applications.find(({ name }) => name === job.application);
  if (!application) return <Text>This server doesn’t know the application of this job.</Text>;
  return (
    <JobView
      key={job.id}
      job={job}
      application={application}
      permissions={data.viewer?.permissions ?? []}
    />
  );
}
