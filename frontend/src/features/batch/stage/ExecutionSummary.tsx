import { List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Facts } from '~/components/Facts';
import { graphql, readFragment, type FragmentOf, type ResultOf } from '~/graphql/graphql';
import { TextLink } from '~/components/links';
import { defaults, type BatchSearch } from '../search';
import classes from './ExecutionSummary.module.css';

export const executionSummaryFragment = graphql(`
  fragment ExecutionSummary on ExecutionDescription {
    summary
    facts {
      label
      value
      outcome
    }
    warnings
  }
`);

type ExecutionFact = ResultOf<typeof executionSummaryFragment>['facts'][number];

/** What execution will do or has done, in words and numbers. */
export function ExecutionSummary({
  description,
  rowless = false,
}: {
  description: FragmentOf<typeof executionSummaryFragment>;
  /** True if there are no rows that could be shown. */
  rowless?: boolean;
}) {
  const { summary, facts, warnings } = readFragment(executionSummaryFragment, description);
  return (
    <Stack gap="sm">
      <Text fw={600}>{summary}</Text>
      <Facts
        facts={facts.map(({ label, value, outcome }) => ({
          label,
          value: outcome && !rowless ? <OutcomeLink outcome={outcome}>{value}</OutcomeLink> : value,
        }))}
      />
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

/** Shows only the rows that came out like that. */
function OutcomeLink({
  outcome,
  children,
}: {
  outcome: NonNullable<ExecutionFact['outcome']>;
  children: string;
}) {
  const search: BatchSearch = { ...defaults, outcome };
  return (
    <TextLink to="." search={search as never} resetScroll={false}>
      {children}
    </TextLink>
  );
}
