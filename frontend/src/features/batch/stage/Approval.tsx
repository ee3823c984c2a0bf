import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowBackUp, IconEyeCheck } from '@tabler/icons-react';
import { useMutation } from 'urql';
import { ConfirmModal } from '~/components/ConfirmModal';
import { formatTime } from '~/components/format';
import { notifyFailed } from '~/components/notify';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { ExecutionSummary, executionSummaryFragment } from './ExecutionSummary';
import { StageNote } from './StageNote';

export const approvalFragment = graphql(
  `
    fragment Approval on Batch {
      id
      number
      version
      allowedActions
      needsApproval
      whyNotApprovable
      whyNotExecutable
      approvedAt
      approvedBy {
        id
        name
      }
      describeExecution {
        ...ExecutionSummary
      }
    }
  `,
  [executionSummaryFragment],
);

const approveMutation = graphql(
  `
    mutation ApproveBatch($input: ApproveBatchInput!) {
      approveBatch(input: $input) {
        batch {
          ...Approval
        }
      }
    }
  `,
  [approvalFragment],
);

const withdrawMutation = graphql(
  `
    mutation WithdrawApproval($id: ID!) {
      withdrawApproval(input: { id: $id }) {
        batch {
          ...Approval
        }
      }
    }
  `,
  [approvalFragment],
);

/** Who has approved the batch, or why the user can't. */
export function ApprovalState({
  batch: masked,
  told = false,
}: {
  batch: FragmentOf<typeof approvalFragment>;
  /** True if something else has told that the approval is missing. */
  told?: boolean;
}) {
  const batch = readFragment(approvalFragment, masked);
  if (batch.approvedAt) {
    return (
      <StageNote icon={IconEyeCheck}>
        Approved {formatTime(batch.approvedAt)}
        {batch.approvedBy && ` by ${batch.approvedBy.name}`}.
      </StageNote>
    );
  }
  if (!batch.needsApproval || !batch.whyNotApprovable) return null;
  return (
    <Text size="sm" c="dimmed">
      {!told && 'Not approved yet. '}
      {batch.whyNotApprovable}
    </Text>
  );
}

/** Approves the batch as it is shown, after saying what that lets happen, or takes that back. */
export function ApproveButton({ batch: masked }: { batch: FragmentOf<typeof approvalFragment> }) {
  const batch = readFragment(approvalFragment, masked);
  const [{ fetching }, approve] = useMutation(approveMutation);
  const [{ fetching: withdrawing }, withdraw] = useMutation(withdrawMutation);
  const [opened, modal] = useDisclosure(false);
  const confirm = async () => {
    const { error } = await approve({ input: { id: batch.id, version: batch.version } });
    modal.close();
    if (error) notifyFailed('The batch was not approved', error);
  };
  const takeBack = async () => {
    const { error } = await withdraw({ id: batch.id });
    if (error) notifyFailed('The approval was not withdrawn', error);
  };
  if (batch.allowedActions.includes('WITHDRAW_APPROVAL')) {
    return (
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        loading={withdrawing}
        onClick={takeBack}
      >
        Withdraw approval
      </Button>
    );
  }
  if (!batch.allowedActions.includes('APPROVE') || batch.whyNotApprovable) return null;
  return (
    <>
      <Button leftSection={<IconEyeCheck size={16} aria-hidden />} onClick={modal.open}>
        Approve…
      </Button>
      <ConfirmModal
        opened={opened}
        title={`Approve batch ${batch.number}?`}
        confirm="Approve"
        loading={fetching}
        onConfirm={confirm}
        onClose={modal.close}
      >
        <Stack gap="sm">
          {batch.describeExecution && <ExecutionSummary description={batch.describeExecution} />}
          <Text size="sm" c="dimmed">
            You vouch for the batch as it is now. If someone changes it before it is executed, it
            has to be approved again.
          </Text>
        </Stack>
      </ConfirmModal>
    </>
  );
}
