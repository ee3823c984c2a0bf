import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Icon } from '@tabler/icons-react';
import { ConfirmModal } from '~/components/ConfirmModal';
import { notifyFailed } from '~/components/notify';
import type { BatchFilter } from '../where';
import { deeds, type Deed } from './deeds';
import { useDeed, type BatchAnswers } from './useDeed';

/** Does something with many batches after asking. */
export function DeedButton({
  deed,
  icon: DeedIcon,
  where,
  batches,
  disabled,
  onDone,
}: {
  deed: Deed;
  icon: Icon;
  where: BatchFilter;
  /** Which batches these are, in words. */
  batches: string;
  disabled: boolean;
  onDone: (deed: Deed, answers: BatchAnswers) => void;
}) {
  const { label, explanation } = deeds[deed];
  const [asking, question] = useDisclosure(false);
  const { busy, run } = useDeed(deed);
  const confirm = async () => {
    const { answers, error } = await run(where);
    question.close();
    if (error) notifyFailed('Nothing was done', error);
    if (answers) onDone(deed, answers);
  };
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<DeedIcon size={14} aria-hidden />}
        disabled={disabled}
        onClick={question.open}
      >
        {label}
      </Button>
      <ConfirmModal
        opened={asking}
        title={`${label} ${batches}?`}
        confirm={label}
        color={deed === 'delete' ? 'red' : undefined}
        loading={busy}
        onConfirm={confirm}
        onClose={question.close}
      >
        <Text>{explanation}</Text>
      </ConfirmModal>
    </>
  );
}
