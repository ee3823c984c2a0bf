import { Group, Stack, Text } from '@mantine/core';
import { IconSnowflake } from '@tabler/icons-react';
import { DownloadButton } from '~/components/DownloadButton';
import { formatTime } from '~/components/format';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { ExportMenu } from '../export/ExportMenu';
import { approvalFragment, ApprovalState, ApproveButton } from './Approval';
import { ExecutionSummary, executionSummaryFragment } from './ExecutionSummary';
import { FailedRows, failedRowsFragment } from './FailedRows';
import { JobLink } from './JobLink';
import { StageFrame } from './StageFrame';
import { StageNote } from './StageNote';
import { UndoButton, undoButtonFragment } from './UndoButton';

export const executedStageFragment = graphql(
  `
    fragment ExecutedStage on Batch {
      ...UndoButton
      ...Approval
      undoJob {
        id
        state
      }
      executedAt
      executedBy {
        id
        name
      }
      downloads {
        title
        url
        contentType
      }
      id
      allowedActions
      result {
        ...ExecutionSummary
      }
      executionJob {
        id
      }
      ...FailedRows
    }
  `,
  [approvalFragment, executionSummaryFragment, failedRowsFragment, undoButtonFragment],
);

/** When all is done: what came of it, and the files it made. */
export function ExecutedStage({
  batch: masked,
}: {
  batch: FragmentOf<typeof executedStageFragment>;
}) {
  const batch = readFragment(executedStageFragment, masked);
  const { id, executedAt, executedBy, downloads, result, executionJob: job, undoJob } = batch;
  const correctable = batch.allowedActions.includes('CORRECT');
  return (
    <StageFrame
      actions={
        <Group gap="sm">
          <ApproveButton batch={batch} />
          <UndoButton batch={batch} />
          {batch.allowedActions.includes('EXPORT') && (
            <ExportMenu
              batchId={id}
              label="Export the result"
              what="All rows and outcomes"
              rows={{ where: { removed: false } }}
            />
          )}
          {downloads.map(({ title, url }) => (
            <DownloadButton key={url} url={url}>
              {title}
            </DownloadButton>
          ))}
        </Group>
      }
    >
      <Stack gap="sm">
        {result && <ExecutionSummary description={result} />}
        <FailedRows batch={batch} />
        <ApprovalState batch={batch} />
        <StageNote icon={IconSnowflake}>
          Frozen
          {executedAt && ` since ${formatTime(executedAt)}`}
          {executedBy && `, executed by ${executedBy.name}`}. It can be read, but{' '}
          {correctable ? 'only its failed rows can be changed' : 'not changed any more'}.
        </StageNote>
        {undoJob && (
          <Text size="sm">
            Undoing it has stopped half-way: rows that were undone stay so. Resuming goes on with
            the others.
          </Text>
        )}
        {job && <JobLink id={job.id} />}
      </Stack>
    </StageFrame>
  );
}
