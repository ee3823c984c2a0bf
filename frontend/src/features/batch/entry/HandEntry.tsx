import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBarcode, IconRowInsertBottom } from '@tabler/icons-react';
import { graphql, readFragment, type FragmentOf, type ResultOf } from '~/graphql/graphql';
import { AddRows } from './AddRows';
import { QuickEntry } from './QuickEntry';

export const handEntryFragment = graphql(`
  fragment HandEntry on Batch {
    id
    state
    allowedActions
    populationJob {
      id
    }
    type {
      key
      sources
      countColumn
      lineFields {
        column
        title
        matches
      }
    }
  }
`);

/** A value that a line can give. */
export type LineField = ResultOf<typeof handEntryFragment>['type']['lineFields'][number];

/** Adds rows by hand to an open batch: scanned, typed or pasted. */
export function HandEntry({ batch: masked }: { batch: FragmentOf<typeof handEntryFragment> }) {
  const batch = readFragment(handEntryFragment, masked);
  const { type } = batch;
  // A batch that nothing has populated began empty: entering is what it is there for.
  const [scanning, entry] = useDisclosure(batch.populationJob === null);
  const [adding, rows] = useDisclosure(false);
  const possible =
    batch.state === 'OPEN' &&
    batch.allowedActions.includes('EDIT') &&
    type.sources.includes('HAND');
  if (!possible) return null;
  const scannable = type.lineFields.some(({ matches }) => matches);
  return (
    <>
      {scannable && scanning && <QuickEntry batchId={batch.id} countColumn={type.countColumn} />}
      <Group gap="xs">
        {scannable && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconBarcode size={16} aria-hidden />}
            aria-expanded={scanning}
            onClick={entry.toggle}
          >
            {scanning ? 'Close the quick entry' : 'Quick entry'}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRowInsertBottom size={16} aria-hidden />}
          onClick={rows.open}
        >
          Add rows…
        </Button>
      </Group>
      <AddRows batchId={batch.id} fields={type.lineFields} opened={adding} onClose={rows.close} />
    </>
  );
}
