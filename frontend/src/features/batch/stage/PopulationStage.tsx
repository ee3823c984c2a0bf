import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { CancelJob, cancelJobFragment } from '~/components/CancelJob';
import { JobProgressPanel, jobProgressFragment } from '~/components/JobProgress';
import { useLiveJob } from '~/components/useLiveJob';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { StageFrame } from './StageFrame';
import { useBatchAction } from './useBatchAction';

export const populationStageFragment = graphql(
  `
    fragment PopulationStage on Batch {
      id
      populationJob {
        id
        state
        error
        progress {
          ...JobProgress
        }
        ...CancelJob
      }
    }
  `,
  [cancelJobFragment, jobProgressFragment],
);

/** While the rows come in, or when they stopped coming. */
export function PopulationStage({
  batch: masked,
}: {
  batch: FragmentOf<typeof populationStageFragment>;
}) {
  const { id, populationJob: job } = readFragment(populationStageFragment, masked);
  const populate = useBatchAction(id, 'populate');
  useLiveJob(job?.id ?? null);
  if (!job) return null;
  const stopped = job.state === 'FAILED' || job.state === 'CANCELED';
  return (
    <StageFrame
      actions={
        stopped ? (
          <Button
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            loading={populate.busy}
            onClick={populate.run}
          >
            Resume the population
          </Button>
        ) : (
          <CancelJob job={job} what="the population" />
        )
      }
    >
      <Stack gap="sm">
        <Text fw={600}>
          {stopped ? 'The population has stopped' : 'The batch is being populated'}
        </Text>
        <JobProgressPanel progress={job.progress} label="Progress of the population" noun="rows" />
        {stopped && (
          <Alert color="red" variant="light" title="The batch was not populated completely">
            {job.error ?? 'It was canceled.'} Resume it, or delete this batch and create it anew.
          </Alert>
        )}
      </Stack>
    </StageFrame>
  );
}
