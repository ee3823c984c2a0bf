import { Text } from '@mantine/core';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { formatDate } from './format';

export const dueDateFragment = graphql(`
  fragment DueDate on Batch {
    dueOn
    overdue
  }
`);

/** The day by which a batch is to be executed, and whether that has passed; nothing if there is none. */
export function DueDate({ batch }: { batch: FragmentOf<typeof dueDateFragment> }) {
  const { dueOn, overdue } = readFragment(dueDateFragment, batch);
  if (!dueOn) return null;
  const day = <time dateTime={dueOn}>{formatDate(dueOn)}</time>;
  if (!overdue) return day;
  return (
    <Text span inherit c="var(--mantine-color-error)" fw={600}>
      {day}, overdue
    </Text>
  );
}
