import { List, Stack, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';

/** What keeps the batch from being executed. */
export function WhyNot({ reasons }: { reasons: readonly string[] }) {
  if (reasons.length === 0) return null;
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        It can’t be executed yet:
      </Text>
      <List size="sm" spacing={2} icon={<IconLock size={14} aria-hidden />} center>
        {reasons.map((reason) => (
          <List.Item key={reason}>{reason}</List.Item>
        ))}
      </List>
    </Stack>
  );
}
