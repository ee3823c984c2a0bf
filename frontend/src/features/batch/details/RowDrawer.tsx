import { Drawer } from '@mantine/core';
import { formatCount } from '~/components/format';
import { Uncached } from '~/components/Uncached';
import type { RowRights } from '../rows/rights';
import type { GridRow, RowColumn } from '../rows/row';
import type { RowFeed } from '../rows/rowFeed';
import { RowDetails } from './RowDetails';

/** All that is known of a row, beside the grid. */
export function RowDrawer({
  row,
  onClose,
  ...rest
}: {
  /** The row as it was when it was chosen; null for none. */
  row: GridRow | null;
  batchId: string;
  columns: readonly RowColumn[];
  feed: RowFeed;
  rights: RowRights;
  onClose: () => void;
}) {
  return (
    <Drawer
      opened={row !== null}
      onClose={onClose}
      position="right"
      title={row && `Row ${formatCount(row.sequence)}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {row && (
        <Uncached>
          <RowDetails key={row.id} rowId={row.id} {...rest} />
        </Uncached>
      )}
    </Drawer>
  );
}
