import type { RowColumn } from '../rows/row';

/** The ids of a batch's columns in their first order: its values between what every row has. */
export function columnIds(columns: readonly RowColumn[], withOutcome: boolean): string[] {
  const values = columns.map(({ key }) => key);
  return ['sequence', 'status', ...(withOutcome ? ['outcome'] : []), ...values, 'reason'];
}
