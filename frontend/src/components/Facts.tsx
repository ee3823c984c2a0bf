import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Numbers with what they count, side by side. */
export function Facts({ facts }: { facts: readonly { label: string; value: ReactNode }[] }) {
  if (facts.length === 0) return null;
  return (
    <Group component="dl" gap="xl" my={0} style={{ rowGap: 8 }}>
      {facts.map(({ label, value }) => (
        <div key={label}>
          <Text component="dt" size="xs" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0} style={{ fontVariantNumeric: 'tabular-nums' }}>
            {value}
          </Text>
        </div>
      ))}
    </Group>
  );
}
