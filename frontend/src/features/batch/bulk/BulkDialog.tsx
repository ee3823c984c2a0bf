import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { CombinedError } from 'urql';
import { Uncached } from '~/components/Uncached';
import type { RowColumn } from '../rows/row';
import type { Scope } from '../rows/scope';
import { BulkForm } from './BulkForm';
import { BulkOutcome } from './BulkOutcome';
import { useBulk, type BulkResult, type CellChange } from './useBulk';

/** Changes a column of many rows at once: asks what and where, then tells what came of it. */
export function BulkDialog({
  opened,
  onClose,
  ...rest
}: {
  opened: boolean;
  batchId: string;
  columns: readonly RowColumn[];
  scopes: readonly [Scope, ...Scope[]];
  onClose: () => void;
}) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Change many rows"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Uncached>
        <BulkSteps {...rest} onClose={onClose} />
      </Uncached>
    </Modal>
  );
}

function BulkSteps({
  batchId,
  columns,
  scopes,
  onClose,
}: {
  batchId: string;
  columns: readonly RowColumn[];
  scopes: readonly [Scope, ...Scope[]];
  onClose: () => void;
}) {
  const { busy, change } = useBulk(batchId);
  const [result, setResult] = useState<BulkResult>();
  const [error, setError] = useState<CombinedError>();
  const submit = async (scope: Scope, wanted: CellChange) => {
    setError(undefined);
    const answer = await change(scope, wanted);
    if (answer.error) setError(answer.error);
    else setResult(answer.result);
  };
  if (result) {
    return <BulkOutcome result={result} onAgain={() => setResult(undefined)} onClose={onClose} />;
  }
  return (
    <BulkForm
      batchId={batchId}
      columns={columns.filter(({ editable }) => editable)}
      scopes={scopes}
      busy={busy}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    />
  );
}
