import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconEraser, IconPlayerPlay, IconSnowflake } from '@tabler/icons-react';
import { CancelJob, cancelJobFragment } from '~/components/CancelJob';
import { formatTime, plural } from '~/components/format';
import { JobProgressPanel, jobProgressFragment } from '~/components/JobProgress';
import { useLiveJob } from '~/components/useLiveJob';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { approvalFragment, ApprovalState } from './Approval';
import { ExecutionSummary, executionSummaryFragment } from './ExecutionSummary';
import { JobLink } from './JobLink';
import { StageFrame } from './StageFrame';
import { StageNote } from './StageNote';
import { useBatchAction } from './useBatchAction';

export const purgeStageFragment = graphql(
  `
    fragment PurgeStage on Batch {
      id
      state
      allowedActions
      executedAt
      executedBy {
        id
        name
      }
      purgedAt
      purgedBy {
        id
        name
      }
      result {
        ...ExecutionSummary
      }
      statusBreakdown {
        status {
          key
        }
        count
        removed
      }
      purgeJob {
        id
        state
        error
        progress {
          ...JobProgress
        }
        ...CancelJob
      }
      ...Approval
    }
  `,
  [approvalFragment, cancelJobFragment, executionSummaryFragment, jobProgressFragment],
);

/** While the rows of the batch are being purged, and when they are gone: what is left of it. */
export function PurgeStage({ batch: masked }: { batch: FragmentOf<typeof purgeStageFragment> }) {
  const batch = readFragment(purgeStageFragment, masked);
  const job = batch.purgeJob;
  const resume = useBatchAction(batch.id, 'purge');
  useLiveJob(job?.id ?? null);
  if (batch.state === 'PURGED') {
    const rows = batch.statusBreakdown.reduce(
      (sum, { count, removed }) => sum + count + removed,
      0,
    );
    return (
      <StageFrame>
        <Stack gap="xs">
          {batch.result && <ExecutionSummary description={batch.result} rowless />}
          <ApprovalState batch={batch} />
          {batch.executedAt && (
            <StageNote icon={IconSnowflake}>
              Executed {formatTime(batch.executedAt)}
              {batch.executedBy && ` by ${batch.executedBy.name}`}.
            </StageNote>
          )}
          <StageNote icon={IconEraser}>
            {rows === 1 ? 'Its one row was purged' : `Its ${plural(rows, 'row')} were purged`}
            {batch.purgedAt && ` ${formatTime(batch.purgedAt)}`}
            {batch.purgedBy && ` by ${batch.purgedBy.name}`}, with their histories and the batch’s
            files. What the batch has done is not touched by that.
          </StageNote>
          {job && <JobLink id={job.id} />}
        </Stack>
      </StageFrame>
    );
  }
  const stopped = job?.state === 'FAILED' || job?.state === 'CANCELED';
  return (
    <StageFrame
      actions={
        stopped && batch.allowedActions.includes('PURGE') ? (
          <Button
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            loading={resume.busy}
            onClick={resume.run}
          >
            Resume purging
          </Button>
        ) : (
          job && !stopped && <CancelJob job={job} what="the purging" />
        )
      }
    >
      <Stack gap="sm">
        <Text fw={600}>{stopped ? 'The purging has stopped' : 'The batch is being purged'}</Text>
        {job && (
          <JobProgressPanel progress={job.progress} label="Progress of the purging" noun="rows" />
        )}
        {stopped && (
          <Alert color="red" variant="light" title="Some rows are gone already">
            {job.error ?? 'It was canceled.'} Purging can only be finished, not taken back.
          </Alert>
        )}
        {job && <JobLink id={job.id} />}
      </Stack>
    </StageFrame>
  );
}
