import { Group, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import classes from './ExecutionSummary.module.css';

export const executionSummaryFragment = graphql(`
  fragment ExecutionSummary on ExecutionDescription {
    summary
    facts {
      label
      value
    }
    warnings
  }
`);

/** What execution will do, in words and numbers. */
export function ExecutionSummary({
  description,
}: {
  description: FragmentOf<typeof executionSummaryFragment>;
}) {
  const { summary, facts, warnings } = readFragment(executionSummaryFragment, description);
  return (
    <Stack gap="sm">
      <Text fw={600}>{summary}</Text>
      {facts.length > 0 && (
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
      )}
      {warnings.length > 0 && (
        <List
          size="sm"
          spacing={2}
          aria-label="Warnings"
          icon={<IconAlertTriangle size={16} aria-hidden className={classes.warning} />}
        >
          {warnings.map((warning) => (
            <List.Item key={warning}>{warning}</List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}
