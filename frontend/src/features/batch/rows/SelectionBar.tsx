import { Button, Group, Text } from '@mantine/core';
import { IconArrowBackUp, IconRowRemove } from '@tabler/icons-react';
import { plural } from '~/components/format';
import type { GridRow } from './row';
import type { RowStore } from './rowStore';
import { useRemoveRows } from './useRemoveRows';

/** What can be done with the selected rows. */
export function SelectionBar({
  batchId,
  store,
  selected,
  onDone,
}: {
  batchId: string;
  store: RowStore;
  selected: GridRow[];
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
  return (
    <Group gap="xs" role="toolbar" aria-label="Selected rows">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRowRemove size={16} aria-hidden />}
        disabled={present.length === 0}
        loading={busy}
        onClick={() => void run('remove', present)}
      >
        Remove
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        disabled={removed.length === 0}
        loading={busy}
        onClick={() => void run('restore', removed)}
      >
        Restore
      </Button>
      <Text size="sm" c="dimmed" aria-live="polite">
        {selected.length === 0
          ? 'Select rows to remove or restore them. Tinted cells can be edited.'
          : `${plural(selected.length, 'row')} selected`}
      </Text>
    </Group>
  );
}
