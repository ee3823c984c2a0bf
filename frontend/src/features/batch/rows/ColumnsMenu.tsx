import { ActionIcon, Button, Checkbox, Popover, Stack, Text, Tooltip } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';

/** A column that can be shown or hidden. */
export type ColumnChoice = { id: string; title: string; shown: boolean };

/** Chooses which columns are shown. */
export function ColumnsMenu({
  columns,
  onShow,
  onReset,
}: {
  columns: readonly ColumnChoice[];
  onShow: (id: string, shown: boolean) => void;
  onReset: () => void;
}) {
  const last = columns.filter(({ shown }) => shown).length === 1;
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label="Columns">
          <ActionIcon variant="default" size="lg" aria-label="Columns">
            <IconColumns3 size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns" role="dialog">
        <Stack gap="xs" maw={260}>
          {columns.map(({ id, title, shown }) => (
            <Checkbox
              key={id}
              label={title === '#' ? 'Row number' : title}
              checked={shown}
              disabled={shown && last}
              onChange={(event) => onShow(id, event.currentTarget.checked)}
            />
          ))}
          <Text size="xs" c="dimmed">
            Drag the headings to move columns, and their edges to make them wider. All of it is
            remembered in this browser.
          </Text>
          <Button size="compact-sm" variant="default" onClick={onReset}>
            As it was at first
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
