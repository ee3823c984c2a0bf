import { Button, Group, Text, VisuallyHidden } from '@mantine/core';
import { IconArrowBackUp, IconRowRemove } from '@tabler/icons-react';
import { plural } from '~/components/format';
import type { GridRow } from './row';
import type { RowStore } from './rowStore';
import { useRemoveRows } from './useRemoveRows';

const mostShown = 10_000;

/** What can be done with the selected rows, or with all those that a filter shows. */
export function SelectionBar({
  batchId,
  store,
  selected,
  filtered,
  total,
  onDone,
}: {
  batchId: string;
  store: RowStore;
  selected: GridRow[];
  /** True if only some of the batch's rows are shown. */
  filtered: boolean;
  /** How many rows are shown; undefined while that is not known. */
  total: number | undefined;
  onDone: () => void;
}) {
  const { busy, change } = useRemoveRows(batchId, store);
  const removed = selected.filter((row) => row.removed);
  const present = selected.filter((row) => !row.removed);
  const run = async (action: 'remove' | 'restore', rows: GridRow[]) => {
    await change(
      action,
      rows.map(({ id }) => id),
    );
    onDone();
  };
  const removeShown = async () => {
    const shown = await store.readAll();
    await run(
      'remove',
      shown.filter((row) => !row.removed),
    );
  };
  const many = filtered && selected.length === 0 && total && total <= mostShown ? total : 0;
  const chosen = selected.length > 0 ? `${plural(selected.length, 'row')} selected` : '';
  return (
    <>
      <VisuallyHidden aria-live="polite">{chosen}</VisuallyHidden>
      {(chosen || many > 0) && (
        <Group gap="xs" role="toolbar" aria-label="Selected rows">
          {chosen && <Text size="sm">{chosen}</Text>}
          {present.length > 0 && (
            <Button
              variant="default"
              leftSection={<IconRowRemove size={16} aria-hidden />}
              loading={busy}
              onClick={() => void run('remove', present)}
            >
              Remove
            </Button>
          )}
          {removed.length > 0 && (
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              loading={busy}
              onClick={() => void run('restore', removed)}
            >
              Restore
            </Button>
          )}
          {many > 0 && (
            <Button
              variant="default"
              leftSection={<IconRowRemove size={16} aria-hidden />}
              loading={busy}
              onClick={() => void removeShown()}
            >
              Remove {many === 1 ? 'this row' : `these ${plural(many, 'row')}`}
            </Button>
          )}
        </Group>
      )}
    </>
  );
}
