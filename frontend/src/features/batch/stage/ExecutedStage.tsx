import { Button, Group, Stack, Text } from '@mantine/core';
import { IconDownload, IconSnowflake } from '@tabler/icons-react';
import { formatCount, formatTime, plural } from '~/components/format';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { approvalFragment, ApprovalState, ApproveButton } from './Approval';
import { JobLink } from './JobLink';
import { StageFrame } from './StageFrame';
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
      executionJob {
        id
        progress {
          jobId
          itemsDone
          itemsFailed
        }
      }
    }
  `,
  [approvalFragment, undoButtonFragment],
);

/** When all is done: what came of it, and the files it made. */
export function ExecutedStage({
  batch: masked,
}: {
  batch: FragmentOf<typeof executedStageFragment>;
}) {
  const batch = readFragment(executedStageFragment, masked);
  const { executedAt, executedBy, downloads, executionJob: job, undoJob } = batch;
  const failed = job?.progress.itemsFailed ?? 0;
  const done = (job?.progress.itemsDone ?? 0) - failed;
  return (
    <StageFrame
      actions={
        <Group gap="sm">
          <ApproveButton batch={batch} />
          <UndoButton batch={batch} />
          {downloads.map(({ title, url }) => (
            <Button
              key={url}
              component="a"
              href={url}
              download
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {title}
            </Button>
          ))}
        </Group>
      }
    >
      <Stack gap="xs">
        <Text fw={600}>
          {plural(done, 'row')} executed
          {failed > 0 && `, ${formatCount(failed)} failed`}
        </Text>
        <Group gap={6} c="dimmed" wrap="nowrap" align="flex-start">
          <IconSnowflake size={16} aria-hidden />
          <Text size="sm">
            Frozen
            {executedAt && ` since ${formatTime(executedAt)}`}
            {executedBy && `, executed by ${executedBy.name}`}. It can be read, but not changed any
            more.
          </Text>
        </Group>
        <ApprovalState batch={batch} />
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
