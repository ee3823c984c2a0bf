import { Button, EmptyState } from '@mantine/core';
import type { ReactNode } from 'react';

/** Says why a list is empty: nothing matches the filter, or there is nothing yet. */
export function EmptyList({
  icon,
  noun,
  filtered,
  onClear,
  explanation,
  action,
}: {
  icon: ReactNode;
  /** What is listed, in the plural: "jobs". */
  noun: string;
  filtered: boolean;
  onClear: () => void;
  /** What the things are and where they come from, while there are none. */
  explanation: ReactNode;
  /** The way to the first one. */
  action?: ReactNode;
}) {
  return (
    <EmptyState
      py="xl"
      maw={560}
      mx="auto"
      icon={icon}
      title={filtered ? `No ${noun} match` : `There are no ${noun} yet`}
      description={filtered ? 'Try fewer or wider conditions.' : explanation}
    >
      <EmptyState.Actions>
        {filtered ? (
          <Button variant="default" onClick={onClear}>
            Clear the filter
          </Button>
        ) : (
          action
        )}
      </EmptyState.Actions>
    </EmptyState>
  );
}
