import { Group, Text } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { formatCount, formatDecimal, plural } from '~/components/format';
import { isNumeric } from '../rows/cellValue';
import type { GridPort } from '../rows/port';
import { extentOf, isOneCell } from './range';
import type { Selection } from './selection';
import { sumOf } from './total';

const mostSummed = 10_000;

/** How many rows there are and what they come to, how many cells are selected, and their sum. */
export function SheetFooter({
  port,
  total,
  totals,
  selection,
}: {
  port: GridPort;
  total: number | undefined;
  /** What the rows come to, in words. */
  totals: string[];
  selection: Selection;
}) {
  const range = useSyncExternalStore(selection.subscribe, () => selection.range);
  return (
    <Group justify="space-between" gap="xs" mih={22} style={{ fontVariantNumeric: 'tabular-nums' }}>
      <Text size="sm" c="dimmed">
        {total !== undefined && <span>{plural(total, 'row')}</span>}
        {total !== undefined && totals.map((one) => ` · ${one}`)}
      </Text>
      <Text size="sm" c="dimmed" role="status">
        {range && selectionWords(port, selection)}
      </Text>
    </Group>
  );
}

function selectionWords(port: GridPort, { box, columns }: Selection): string {
  if (!box || isOneCell(box)) return '';
  const extent = extentOf(box);
  const cells = extent.rows * extent.columns;
  const words = [`${formatCount(extent.rows)} × ${formatCount(extent.columns)} cells selected`];
  const rows = cells <= mostSummed ? port.known(box.top, box.bottom + 1) : undefined;
  const shown = columns
    .slice(box.left, box.right + 1)
    .filter(({ values }) => values && isNumeric(values));
  const sum = rows && sumOf(rows.flatMap((row) => shown.map(({ text }) => text(row))));
  if (sum) words.push(`sum ${formatDecimal(sum)}`);
  return words.join(' · ');
}
