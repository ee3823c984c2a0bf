import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { plural } from '~/components/format';
import { formatCell } from '../rows/cellValue';
import type { Conflict } from '../rows/editQueue';
import type { CellValue, RowColumn } from '../rows/row';
import classes from './Conflicts.module.css';

const mostShown = 5;

/** Cells that someone else has changed meanwhile: both values, and the choice between them. */
export function Conflicts({
  conflicts,
  columns,
  onSettle,
}: {
  conflicts: readonly Conflict[];
  columns: readonly RowColumn[];
  onSettle: (conflicts: readonly Conflict[], keep: 'mine' | 'theirs') => void;
}) {
  if (conflicts.length === 0) return null;
  const more = conflicts.length - mostShown;
  return (
    <Alert
      role="alert"
      color="orange"
      variant="light"
      icon={<IconArrowsDiff aria-hidden />}
      title={plural(conflicts.length, 'edit was not saved', 'edits were not saved')}
    >
      <Stack gap="xs">
        <ul className={classes.list}>
          {conflicts.slice(0, mostShown).map((conflict) => (
            <li key={`${conflict.row.id} ${conflict.column}`} className={classes.conflict}>
              <ConflictText conflict={conflict} columns={columns} />
              <Choice onChoose={(keep) => onSettle([conflict], keep)} />
            </li>
          ))}
        </ul>
        {conflicts.length > 1 && (
          <Group gap="sm" justify="space-between">
            <Text size="sm">{more > 0 && `And ${plural(more, 'more cell')}.`}</Text>
            <Choice all onChoose={(keep) => onSettle(conflicts, keep)} />
          </Group>
        )}
      </Stack>
    </Alert>
  );
}

function ConflictText({
  conflict: { row, column: key, mine, theirs },
  columns,
}: {
  conflict: Conflict;
  columns: readonly RowColumn[];
}) {
  const column = columns.find((candidate) => candidate.key === key);
  const shown = (value: CellValue) => (column && formatCell(column, value)) || 'empty';
  return (
    <Text size="sm" flex="1 1 320px">
      Row {row.sequence}: someone else changed it in the meantime. {column?.title} is now{' '}
      <strong>{shown(theirs)}</strong>; your <strong>{shown(mine)}</strong> was not saved.
    </Text>
  );
}

function Choice({
  all = false,
  onChoose,
}: {
  all?: boolean;
  onChoose: (keep: 'mine' | 'theirs') => void;
}) {
  return (
    <Group gap="xs">
      <Button size="compact-sm" variant="default" onClick={() => onChoose('mine')}>
        Keep {all && 'all '}mine
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => onChoose('theirs')}>
        Take {all && 'all '}theirs
      </Button>
    </Group>
  );
}
