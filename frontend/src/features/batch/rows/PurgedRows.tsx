import { Center, Stack, Text } from '@mantine/core';
import { IconEraser } from '@tabler/icons-react';

/** In place of the rows of a purged batch. */
export function PurgedRows() {
  return (
    <Center component="section" aria-label="Rows" py="xl">
      <Stack align="center" gap="xs" maw={480}>
        <IconEraser size={32} stroke={1.4} aria-hidden />
        <Text fw={600}>This batch has no rows any more</Text>
        <Text size="sm" c="dimmed" ta="center">
          They were purged, as executed batches are when nobody needs their rows. The history tells
          who did what with the batch.
        </Text>
      </Stack>
    </Center>
  );
}
