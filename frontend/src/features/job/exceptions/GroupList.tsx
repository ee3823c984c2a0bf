import { Text, UnstyledButton } from '@mantine/core';
import { formatCount } from '~/components/format';
import type { JobSearch } from '../search';
import classes from './Exceptions.module.css';
import type { Group } from './groups';

/** The kinds of exceptions, to choose one of them. */
export function GroupList({
  groups,
  search,
  onSearch,
}: {
  groups: readonly Group[];
  search: JobSearch;
  onSearch: (changes: Partial<JobSearch>) => void;
}) {
  const open = groups.reduce((sum, group) => sum + group.open, 0);
  const total = groups.reduce((sum, group) => sum + group.total, 0);
  const everything = { node: '', reason: '', open, total };
  return (
    <div className={classes.groups} role="group" aria-label="Kinds of exceptions">
      {[everything, ...groups].map((group) => {
        const { node, reason } = group;
        return (
          <UnstyledButton
            key={`${node} ${reason}`}
            className={classes.group}
            aria-pressed={node === search.node && reason === search.reason}
            onClick={() => onSearch({ node, reason })}
          >
            <span>
              {reason || 'All kinds'}
              {node && (
                <Text span display="block" size="xs" c="dimmed">
                  {node}
                </Text>
              )}
            </span>
            <span className={classes.counts}>
              {formatCount(group.open)}
              <Text span size="xs" c="dimmed">
                {' '}
                open of {formatCount(group.total)}
              </Text>
            </span>
          </UnstyledButton>
        );
      })}
    </div>
  );
}
