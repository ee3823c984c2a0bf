import type { GridRow, RowColumn } from '~/features/batch/rows/row';
import { standingOf } from '~/features/batch/rows/standing';

/** The standing of rows that are neither filtered nor sorted. */
export const asTheyCome = standingOf({}, { column: 'sequence', direction: 'ASC' });

/** A row as the API would send it. */
export function aRow(fields: Partial<GridRow> = {}): GridRow {
  return {
    id: 'row-1',
    sequence: 1,
    values: { price: '5.00' },
    status: { key: 'ok', title: 'OK', severity: 'OK' },
    reason: '',
    removed: false,
    outcome: null,
    outcomeReason: null,
    version: 1,
    ...fields,
  };
}

/** A column as the API would send it. */
export function aColumn(fields: Partial<RowColumn> = {}): RowColumn {
  return {
    key: 'price',
    title: 'Price',
    type: 'MONEY',
    editable: true,
    nullable: false,
    min: null,
    max: null,
    maxLength: null,
    ...fields,
  };
}
