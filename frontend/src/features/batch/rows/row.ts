import { graphql, type ResultOf } from '~/graphql/graphql';

export const gridRowFragment = graphql(`
  fragment GridRow on Row @_unmask {
    id
    sequence
    values
    status {
      key
      title
      severity
    }
    reason
    removed
    outcome
    outcomeReason
    version
  }
`);

export const rowsPayloadFragment = graphql(
  `
    fragment RowsPayload on RowsPayload @_unmask {
      rows {
        ...GridRow
      }
      rejected {
        id
        code
        message
        field
        row {
          ...GridRow
        }
      }
    }
  `,
  [gridRowFragment],
);

export const rowColumnFragment = graphql(`
  fragment RowColumn on RowColumn @_unmask {
    key
    title
    type
    editable
    nullable
    min
    max
    maxLength
  }
`);

/** A cell's content; numbers with a fraction are texts. */
export type CellValue = string | number | boolean | null;

/** A column of the batch's rows. */
export type RowColumn = ResultOf<typeof rowColumnFragment>;

/** A row of the batch. */
export type GridRow = Omit<ResultOf<typeof gridRowFragment>, 'values'> & {
  values: Record<string, CellValue>;
};

/** Rows as the API sends them, with their values as cells. */
export function gridRows(rows: ResultOf<typeof gridRowFragment>[]): GridRow[] {
  return rows.map((row) => ({ ...row, values: row.values as Record<string, CellValue> }));
}
