import { Group, Text } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** Something to know of the batch, beside an icon. */
export function StageNote({ icon: NoteIcon, children }: { icon: Icon; children: ReactNode }) {
  return (
    <Group gap={6} c="dimmed" wrap="nowrap" align="flex-start">
      <NoteIcon size={16} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
      <Text size="sm">{children}</Text>
    </Group>
  );
}
