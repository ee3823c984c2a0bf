import { Button, Stack, Text, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconRepeat } from '@tabler/icons-react';
import { useMutation } from 'urql';
import { ConfirmModal } from '~/components/ConfirmModal';
import { plural } from '~/components/format';
import { notifyFailed } from '~/components/notify';
import { graphql } from '~/graphql/graphql';
import type { RowFilter } from '../rows/rowFilter';
import { changedBatchFragment } from '../stage/changedBatch';

const retryRowsMutation = graphql(
  `
    mutation RetryRows($batchId: ID!, $where: RowFilter) {
      retryRows(input: { batchId: $batchId, where: $where }) {
        retried
        batch {
          ...ChangedBatch
        }
      }
    }
  `,
  [changedBatchFragment],
);

/** Executes failed rows again, after saying what that means. */
export function RetryButton({
  batchId,
  where,
  count,
  onDone,
  children,
  ...look
}: {
  batchId: string;
  /** Which of the failed rows; all of them when left out. */
  where?: RowFilter;
  /** How many they are. */
  count: number;
  /** Told when they are being executed. */
  onDone?: () => void;
  children: string;
} & Pick<ButtonProps, 'variant' | 'size' | 'style'>) {
  const [opened, modal] = useDisclosure(false);
  const [{ fetching }, retry] = useMutation(retryRowsMutation);
  const confirm = async () => {
    const { error } = await retry({ batchId, where });
    modal.close();
    if (error) notifyFailed('Not executed again', error);
    else onDone?.();
  };
  return (
    <>
      <Button {...look} leftSection={<IconRepeat size={16} aria-hidden />} onClick={modal.open}>
        {children}
      </Button>
      <ConfirmModal
        opened={opened}
        title={`Execute ${plural(count, 'failed row')} again?`}
        confirm="Execute again"
        loading={fetching}
        onConfirm={confirm}
        onClose={modal.close}
      >
        <Stack gap="sm">
          <Text>
            They are executed as they are by now, with what was corrected. The other rows are not
            repeated.
          </Text>
          <Text size="sm" c="dimmed">
            Why they had failed stays in their histories.
          </Text>
        </Stack>
      </ConfirmModal>
    </>
  );
}
