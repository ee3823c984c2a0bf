import { Alert, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { JobProgressBar, jobProgressFragment } from '~/components/JobProgress';
import { isJobActive, JobStateLabel } from '~/components/JobStateLabel';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { Figures, figuresFragment } from './Figures';
import { ImportResult } from './ImportResult';
import { JobFacts, jobFactsFragment } from './JobFacts';
import { makesCurve, type RatePoint } from './rateSeries';

const RateChart = lazy(() => import('./RateChart'));

export const overviewFragment = graphql(
  `
    fragment Overview on Job {
      id
      application
      name
      state
      summary
      error
      progress {
        ...JobProgress
      }
      ...Figures
      ...JobFacts
    }
  `,
  [figuresFragment, jobFactsFragment, jobProgressFragment],
);

/** How far the job is, and what there is to know of it. */
export function Overview({
  job: masked,
  series,
}: {
  job: FragmentOf<typeof overviewFragment>;
  series: readonly RatePoint[];
}) {
  const job = readFragment(overviewFragment, masked);
  return (
    <Stack gap="md">
      <Paper withBorder p="md">
        <Stack gap="sm">
          <JobStateLabel state={job.state} />
          <JobProgressBar progress={job.progress} label={`Progress of ${job.name}`} />
          {!isJobActive(job.state) && <Text size="sm">{job.summary}</Text>}
        </Stack>
      </Paper>
      {job.error && (
        <Alert color="red" variant="light" icon={<IconAlertCircle aria-hidden />} title="It failed">
          {job.error}
        </Alert>
      )}
      <Figures job={job} />
      {!isJobActive(job.state) && (
        <ImportResult key={job.state} jobId={job.id} application={job.application} />
      )}
      {makesCurve(series) && (
        <Suspense fallback={<Skeleton h={260} />}>
          <RateChart series={series} />
        </Suspense>
      )}
      <JobFacts job={job} />
    </Stack>
  );
}
