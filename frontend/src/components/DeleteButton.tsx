import { Button, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { CombinedError } from 'urql';
import { ConfirmModal } from './ConfirmModal';
import { notifyDone, notifyFailed } from './notify';

/** Deletes something after asking, and tells what came of it. */
export function DeleteButton({
  what,
  question,
  done,
  size,
  onDelete,
  onDone,
  children,
}: {
  /** What is deleted: "the job". */
  what: string;
  question: string;
  /** What to tell when it is gone. */
  done: string;
  size?: ButtonProps['size'];
  onDelete: () => Promise<{ error?: CombinedError | undefined }>;
  /** Leads away from what is gone. */
  onDone: () => Promise<void>;
  /** What goes with it, and what stays. */
  children: ReactNode;
}) {
  const [opened, modal] = useDisclosure(false);
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    const { error } = await onDelete();
    setBusy(false);
    modal.close();
    if (error) {
      notifyFailed(`${what.charAt(0).toUpperCase()}${what.slice(1)} was not deleted`, error);
      return;
    }
    notifyDone(done);
    await onDone();
  };
  return (
    <>
      <Button
        size={size}
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={modal.open}
      >
        Delete
      </Button>
      <ConfirmModal
        opened={opened}
        title={question}
        confirm={`Delete ${what}`}
        color="red"
        loading={busy}
        onConfirm={confirm}
        onClose={modal.close}
      >
        {children}
      </ConfirmModal>
    </>
  );
}
