import { Text } from '@mantine/core';
import { ButtonLink } from '~/components/links';
import classes from './Cards.module.css';
import type { NewBatchSearch } from './search';

/** A choice that was made, and the way back to it. */
export function Chosen({
  label,
  value,
  undo,
}: {
  label: string;
  value: string;
  /** What the address holds while the choice is open. */
  undo: Partial<NewBatchSearch>;
}) {
  return (
    <div className={classes.chosen}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fw={600}>{value}</Text>
      <ButtonLink
        to="."
        search={((old: NewBatchSearch) => ({ ...old, ...undo })) as never}
        variant="subtle"
        size="xs"
        aria-label={`Change: ${label}`}
      >
        Change
      </ButtonLink>
    </div>
  );
}
