import type { CellValue, GridRow, RowColumn } from './row';

/** Cells of a row by the keys of their columns. */
export type RowValues = Record<string, CellValue>;

/** What the work on rows needs of the rows in a grid. The grid that draws them can be exchanged. */
export type GridPort = {
  readonly columns: readonly RowColumn[];
  /** How many rows there are; undefined until the first were loaded. */
  readonly total: number | undefined;
  /** The row at a place counted from 0, if it is loaded. */
  rowAt(index: number): GridRow | undefined;
  rowById(id: string): GridRow | undefined;
  /** The rows at places `from` to before `to`, if all of them are loaded. */
  known(from: number, to: number): GridRow[] | undefined;
  /** The same, read from the server where they are not loaded. They may be many: they are not kept. */
  read(from: number, to: number): Promise<GridRow[]>;
  /** Rows by their ids, as the server has them now; those that are gone are left out. */
  find(ids: string[]): Promise<GridRow[]>;
  /** Takes in rows as the server has them now, unless newer ones are known. */
  putRows(rows: GridRow[]): void;
  /** Shows values that are not saved yet over the saved ones; null shows the saved ones again. */
  paint(id: string, values: RowValues | null): void;
};
