import { Alert, Group, Stack, Text } from '@mantine/core';
import { CancelJob, cancelJobFragment } from '~/components/CancelJob';
import { JobProgressPanel, jobProgressFragment } from '~/components/JobProgress';
import { useLiveJob } from '~/components/useLiveJob';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { PreviewButton } from '../preview/PreviewButton';
import { approvalFragment, ApprovalState, ApproveButton } from './Approval';
import { ExecuteButton, executeButtonFragment } from './ExecuteButton';
import { ExecutionSummary, executionSummaryFragment } from './ExecutionSummary';
import { JobLink } from './JobLink';
import { StageFrame } from './StageFrame';

export const executionStageFragment = graphql(
  `
    fragment ExecutionStage on Batch {
      id
      state
      executionJob {
        id
        state
        error
        progress {
          ...JobProgress
        }
        ...CancelJob
      }
      result {
        ...ExecutionSummary
      }
      ...Approval
      ...ExecuteButton
    }
  `,
  [
    approvalFragment,
    cancelJobFragment,
    executeButtonFragment,
    executionSummaryFragment,
    jobProgressFragment,
  ],
);

const headings = {
  EXECUTING: 'The batch is being executed',
  FAILED: 'The execution has failed',
  CANCELED: 'The execution was canceled',
} as const;

/** While the batch is executed, or when that has stopped before the end. */
export function ExecutionStage({
  batch: masked,
  state,
}: {
  batch: FragmentOf<typeof executionStageFragment>;
  state: keyof typeof headings;
}) {
  const batch = readFragment(executionStageFragment, masked);
  const job = batch.executionJob;
  useLiveJob(job?.id ?? null);
  const stopped = state !== 'EXECUTING';
  return (
    <StageFrame
      actions={
        stopped ? (
          <Group gap="sm">
            <PreviewButton batchId={batch.id} />
            <ApproveButton batch={batch} />
            <ExecuteButton batch={batch} verb="Resume" />
          </Group>
        ) : (
          job && <CancelJob job={job} what="the execution" />
        )
      }
    >
      <Stack gap="sm">
        <Text fw={600}>
          {job?.state === 'PAUSED' ? 'The execution is paused' : headings[state]}
        </Text>
        {job && (
          <JobProgressPanel progress={job.progress} label="Progress of the execution" noun="rows" />
        )}
        {state === 'FAILED' && job?.error && (
          <Alert color="red" variant="light" title="Why it failed">
            {job.error}
          </Alert>
        )}
        {stopped && batch.result && <ExecutionSummary description={batch.result} />}
        {stopped && (
          <Text size="sm">
            The rows that were done stay done. Resuming goes on with the others, each exactly once.
          </Text>
        )}
        {stopped && <ApprovalState batch={batch} />}
        {job && <JobLink id={job.id} />}
      </Stack>
    </StageFrame>
  );
}
