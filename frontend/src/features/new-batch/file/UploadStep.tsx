import { Alert, Stack } from '@mantine/core';
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { FileDrop } from './FileDrop';
import { SendingFile } from './SendingFile';
import { Transfer, type TransferState } from './transfer';

/** Sends a file to the server, and tells the upload that it becomes. */
export function UploadStep({ onUploaded }: { onUploaded: (uploadId: string) => void }) {
  const [transfer, setTransfer] = useState<Transfer | null>(null);
  const state = useTransferState(transfer);
  const uploadId = state?.step === 'done' ? state.uploadId : null;
  const tell = useEffectEvent(onUploaded);
  useEffect(() => {
    if (uploadId) tell(uploadId);
  }, [uploadId]);
  // Leaving the page ends the sending; what has arrived stays for the next attempt.
  useEffect(() => () => transfer?.leave(), [transfer]);

  const send = (file: File) => {
    const next = new Transfer(file);
    setTransfer(next);
    void next.start();
  };
  if (!transfer || !state || state.step === 'refused') {
    return (
      <Stack>
        {state?.step === 'refused' && (
          <Alert role="alert" color="red" variant="light" title="The file was not taken">
            {state.reason}
          </Alert>
        )}
        <FileDrop onFile={send} />
      </Stack>
    );
  }
  const cancel = () => {
    transfer.cancel();
    setTransfer(null);
  };
  return (
    <SendingFile
      file={transfer.file}
      state={state}
      onCancel={cancel}
      onResume={() => transfer.resume()}
    />
  );
}

const noChanges = () => () => undefined;

function useTransferState(transfer: Transfer | null): TransferState | null {
  return useSyncExternalStore(transfer?.subscribe ?? noChanges, () => transfer?.state ?? null);
}
