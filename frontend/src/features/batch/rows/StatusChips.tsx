import { Group, Tooltip, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dot } from '~/components/Dot';
import { formatCount } from '~/components/format';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import type { BatchSearch } from '../search';
import { severityColors } from './severity';
import classes from './StatusChips.module.css';

export const statusChipsFragment = graphql(`
  fragment StatusChips on Batch {
    statusBreakdown {
      status {
        key
        title
        description
        severity
      }
      count
      removed
    }
  }
`);

/** How many rows have which status; pressing one shows only these. */
export function StatusChips({
  batch: masked,
  search,
  onSearch,
}: {
  batch: FragmentOf<typeof statusChipsFragment>;
  search: BatchSearch;
  onSearch: (changes: Partial<BatchSearch>) => void;
}) {
  const { statusBreakdown } = readFragment(statusChipsFragment, masked);
  const all = statusBreakdown.reduce((sum, { count }) => sum + count, 0);
  const removed = statusBreakdown.reduce((sum, entry) => sum + entry.removed, 0);
  const none = search.status.length === 0 && search.removed === 'any';
  const toggle = (key: string) => {
    const status = search.status.includes(key)
      ? search.status.filter((other) => other !== key)
      : [...search.status, key];
    onSearch({ status, removed: status.length > 0 ? 'no' : 'any' });
  };
  return (
    <Group gap={6} role="group" aria-label="Rows by status">
      <Chip
        pressed={none}
        count={all + removed}
        onPress={() => onSearch({ status: [], removed: 'any' })}
      >
        All
      </Chip>
      {statusBreakdown
        .filter(({ count, status }) => count > 0 || search.status.includes(status.key))
        .map(({ status, count }) => (
          <Chip
            key={status.key}
            pressed={search.status.includes(status.key)}
            count={count}
            hint={status.description}
            onPress={() => toggle(status.key)}
          >
            <Dot color={severityColors[status.severity]}>{status.title}</Dot>
          </Chip>
        ))}
      {removed > 0 && (
        <Chip
          pressed={search.removed === 'yes'}
          count={removed}
          hint="Taken out of the batch; they can be restored until it is executed."
          onPress={() =>
            onSearch({ status: [], removed: search.removed === 'yes' ? 'any' : 'yes' })
          }
        >
          <Dot color="gray" kind="hollow">
            Removed
          </Dot>
        </Chip>
      )}
    </Group>
  );
}

function Chip({
  pressed,
  count,
  hint,
  onPress,
  children,
}: {
  pressed: boolean;
  count: number;
  hint?: string;
  onPress: () => void;
  children: ReactNode;
}) {
  return (
    <Tooltip
      label={hint}
      disabled={!hint}
      multiline
      maw={320}
      events={{ hover: true, focus: true, touch: false }}
    >
      <UnstyledButton className={classes.chip} aria-pressed={pressed} onClick={onPress}>
        {children}
        <span className={classes.count}>{formatCount(count)}</span>
      </UnstyledButton>
    </Tooltip>
  );
}
