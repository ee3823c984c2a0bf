import { Group, List, Text } from '@mantine/core';

/** What keeps the batch from being executed. */
export function WhyNot({ reasons }: { reasons: readonly string[] }) {
  if (reasons.length === 0) return null;
  return (
    <Group gap="xs" align="flex-start" aria-label="Why it can’t be executed yet" role="group">
      <Text size="sm" fw={600}>
        Not executable yet:
      </Text>
      <List size="sm" spacing={2} listStyleType="none">
        {reasons.map((reason) => (
          <List.Item key={reason}>{reason}</List.Item>
        ))}
      </List>
    </Group>
  );
}
