import { Button, Group, Text } from '@mantine/core';
import { IconPlayerPlay, IconRefresh, IconTrash } from '@tabler/icons-react';
import type { Ticks } from '~/components/ticks/ticks';
import type { BatchFilter } from '../where';
import { DeedButton } from './DeedButton';
import { scopeWords } from './scope';

/** The API takes no more batches at once. */
const mostBatches = 200;

/** What can be done with the ticked batches; if none is ticked, with all that match the filter. */
export function ManyBatches({
  where,
  matching,
  ticks,
}: {
  where: BatchFilter | null;
  matching: number;
  ticks: Ticks;
}) {
  const ticked = ticks.ids.size;
  const batches = scopeWords(ticked, matching, where !== null);
  const tooMany = (ticked || matching) > mostBatches;
  const deed = {
    where: ticked > 0 ? { id: { in: [...ticks.ids] } } : (where ?? {}),
    batches,
    disabled: tooMany,
    onDone: ticks.clear,
  };
  return (
    <Group gap="xs" role="toolbar" aria-label="With many batches">
      <Text size="sm" aria-live="polite">
        With {batches}:
      </Text>
      <DeedButton deed="refresh" leftSection={<IconRefresh size={14} aria-hidden />} {...deed} />
      <DeedButton deed="execute" leftSection={<IconPlayerPlay size={14} aria-hidden />} {...deed} />
      <DeedButton deed="delete" leftSection={<IconTrash size={14} aria-hidden />} {...deed} />
      {ticked > 0 && (
        <Button size="xs" variant="subtle" onClick={ticks.clear}>
          Clear the selection
        </Button>
      )}
      {tooMany && (
        <Text size="sm" c="dimmed">
          At most {mostBatches} at once. Narrow the filter, or select some.
        </Text>
      )}
    </Group>
  );
}
