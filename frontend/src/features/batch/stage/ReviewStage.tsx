import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconPencil } from '@tabler/icons-react';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { PreviewButton } from '../preview/PreviewButton';
import { approvalFragment, ApprovalState, ApproveButton } from './Approval';
import { ExecuteButton, executeButtonFragment } from './ExecuteButton';
import { ExecutionSummary, executionSummaryFragment } from './ExecutionSummary';
import { StageFrame } from './StageFrame';
import { useBatchAction } from './useBatchAction';
import { WhyNot } from './WhyNot';

export const reviewStageFragment = graphql(
  `
    fragment ReviewStage on Batch {
      id
      state
      allowedActions
      whyNotExecutable
      describeExecution {
        ...ExecutionSummary
      }
      ...Approval
      ...ExecuteButton
    }
  `,
  [approvalFragment, executionSummaryFragment, executeButtonFragment],
);

/** While the batch is under review, and when that is done: what execution would do, and the next step. */
export function ReviewStage({ batch: masked }: { batch: FragmentOf<typeof reviewStageFragment> }) {
  const batch = readFragment(reviewStageFragment, masked);
  const complete = useBatchAction(batch.id, 'complete');
  const reopen = useBatchAction(batch.id, 'reopen');
  const open = batch.state === 'OPEN';
  return (
    <StageFrame
      actions={
        <Group gap="sm">
          <PreviewButton batchId={batch.id} />
          {batch.allowedActions.includes('REOPEN') && (
            <Button
              variant="default"
              leftSection={<IconPencil size={16} aria-hidden />}
              loading={reopen.busy}
              onClick={reopen.run}
            >
              Reopen for editing
            </Button>
          )}
          {batch.allowedActions.includes('COMPLETE') && (
            <Button
              leftSection={<IconCheck size={16} aria-hidden />}
              loading={complete.busy}
              onClick={complete.run}
            >
              Mark complete
            </Button>
          )}
          <ApproveButton batch={batch} />
          {!open && <ExecuteButton batch={batch} verb="Execute" />}
        </Group>
      }
    >
      <Stack gap="sm">
        {batch.describeExecution && <ExecutionSummary description={batch.describeExecution} />}
        {open && (
          <Text size="sm" c="dimmed">
            Tinted cells can be edited, selected rows removed; the keys are those of a spreadsheet.
            Mark the batch complete when its rows are right.
          </Text>
        )}
        <WhyNot reasons={batch.whyNotExecutable} />
        {!open && <ApprovalState batch={batch} told={batch.whyNotExecutable.length > 0} />}
      </Stack>
    </StageFrame>
  );
}
