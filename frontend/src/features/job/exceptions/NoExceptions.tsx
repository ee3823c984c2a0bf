import { EmptyState } from '@mantine/core';
import { IconChecklist, IconChecks } from '@tabler/icons-react';
import { EmptyList } from '~/components/EmptyList';
import { plural } from '~/components/format';

/** Stands where exceptions would be: there are none, all are decided about, or none match. */
export function NoExceptions({
  total,
  decided,
  onClear,
}: {
  /** How many the job has in all. */
  total: number;
  /** True if open ones were asked for, whatever their kind, and there are none left. */
  decided: boolean;
  onClear: () => void;
}) {
  if (decided && total > 0) {
    return (
      <EmptyState
        py="xl"
        icon={<IconChecks aria-hidden />}
        title="Everything is decided"
        description={`${plural(total, 'exception')} in all. Choose another state to see what was decided.`}
      />
    );
  }
  return (
    <EmptyList
      icon={<IconChecklist aria-hidden />}
      noun="exceptions"
      filtered={total > 0}
      onClear={onClear}
      explanation="Items that the program can’t decide about are stored away here, for a person."
    />
  );
}
