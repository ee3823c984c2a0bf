import { Button, Text, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { ConfirmModal } from '~/components/ConfirmModal';
import { notifyDone, notifyFailed } from '~/components/notify';
import type { BatchFilter } from '../where';
import { deeds, type Deed } from './deeds';
import { Outcome } from './Outcome';
import { useDeed, type BatchAnswers } from './useDeed';

/** Does something with many batches after asking, and tells what became of them. */
export function DeedButton({
  deed,
  where,
  batches,
  onDone,
  ...button
}: {
  deed: Deed;
  where: BatchFilter;
  /** How many batches these are, in words. */
  batches: string;
  onDone: () => void;
} & Pick<ButtonProps, 'disabled' | 'leftSection'>) {
  const { label, explanation, done } = deeds[deed];
  const [asking, question] = useDisclosure(false);
  const [result, setResult] = useState<BatchAnswers>();
  const { busy, run } = useDeed(deed);
  const confirm = async () => {
    const { answers, error } = await run(where);
    question.close();
    if (error) notifyFailed('Nothing was done', error);
    if (!answers) return;
    if (answers.rejected > 0) setResult(answers);
    else notifyDone(done(answers.done, changedRows(answers)));
    onDone();
  };
  return (
    <>
      <Button size="xs" variant="default" {...button} onClick={question.open}>
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
      {result && (
        <Outcome
          deed={deed}
          result={result}
          rows={changedRows(result)}
          onClose={() => setResult(undefined)}
        />
      )}
    </>
  );
}

function changedRows({ answers }: BatchAnswers): number {
  return answers.reduce((sum, { changedRows: rows }) => sum + (rows ?? 0), 0);
}
