import { Checkbox, Table } from '@mantine/core';
import type { Ticks } from './ticks';

/** The heading that ticks all items of a page, or none. */
export function TickAllCell({
  ids,
  ticks,
  noun,
}: {
  /** Of the page's items. */
  ids: readonly string[];
  ticks: Ticks;
  /** What is ticked: "products". */
  noun: string;
}) {
  const ticked = ids.filter((id) => ticks.ids.has(id)).length;
  const all = ids.length > 0 && ticked === ids.length;
  return (
    <Table.Th w={44}>
      <Checkbox
        size="xs"
        aria-label={`Select all ${noun} of this page`}
        checked={all}
        indeterminate={ticked > 0 && !all}
        onChange={() => ticks.put(ids, !all)}
      />
    </Table.Th>
  );
}

/** The cell that ticks an item. */
export function TickCell({ id, ticks, label }: { id: string; ticks: Ticks; label: string }) {
  return (
    <Table.Td>
      <Checkbox
        size="xs"
        aria-label={`Select ${label}`}
        checked={ticks.ids.has(id)}
        onChange={(event) => ticks.put([id], event.currentTarget.checked)}
      />
    </Table.Td>
  );
}
