import { plainCell } from '../rows/cellValue';
import type { GridRow, RowColumn } from '../rows/row';

/** A column as it is shown: one of the batch's values, or something that every row has. */
export type SheetColumn = {
  id: string;
  title: string;
  /** The values' column; null for what every row has, and nobody edits. */
  values: RowColumn | null;
  /** A cell's text as another program takes it. */
  text: (row: GridRow) => string;
};

/** The columns that every row has, besides the values of its batch. */
export const commonColumns = {
  sequence: { title: '#', text: ({ sequence }: GridRow) => String(sequence) },
  status: {
    title: 'Status',
    text: ({ removed, status }: GridRow) => (removed ? 'Removed' : status.title),
  },
  outcome: { title: 'Outcome', text: outcomeText },
  reason: { title: 'Reason', text: ({ reason }: GridRow) => reason },
} as const;

/** The column with this id among those of a batch. */
export function sheetColumn(id: string, columns: readonly RowColumn[]): SheetColumn | undefined {
  const values = columns.find(({ key }) => key === id);
  if (values) return { id, title: values.title, values, text: (row) => plainCell(row.values[id]) };
  const common = Object.entries(commonColumns).find(([key]) => key === id)?.[1];
  return common && { id, values: null, ...common };
}

const outcomes: Record<NonNullable<GridRow['outcome']>, string> = {
  EXECUTED: 'Executed',
  FAILED: 'Failed',
  REVERTED: 'Undone',
  KEPT: 'Not undone',
};

/** What execution made of a row, and why. */
export function outcomeText({ outcome, outcomeReason }: GridRow): string {
  if (outcome === null) return '';
  const title = outcomes[outcome];
  return outcomeReason ? `${title}: ${outcomeReason}` : title;
}
