import { List } from '@mantine/core';
import { formatCount } from '~/components/format';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';

export const rejectListFragment = graphql(`
  fragment RejectList on ImportReject {
    line
    column
    reason
  }
`);

/** Lines that were rejected, or would be, each with the reason. */
export function RejectList({
  rejects,
}: {
  rejects: readonly FragmentOf<typeof rejectListFragment>[];
}) {
  return (
    <List size="sm" spacing={2} aria-label="Rejected lines">
      {readFragment(rejectListFragment, rejects).map(({ line, column, reason }, index) => (
        <List.Item key={index}>
          {line !== null && `Line ${formatCount(line)}`}
          {line !== null && column !== '' && `, ${column}`}
          {line !== null && ': '}
          {reason}
        </List.Item>
      ))}
    </List>
  );
}
