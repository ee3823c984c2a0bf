import type { GridRow } from '../rows/row';
import type { SheetColumn } from '../sheet/column';
import type { Refusals } from '../sheet/refusals';
import type { Selection } from '../sheet/selection';

/** A cell on the screen that shows whether it is selected, and whether a text for it was refused. */
export type PaintedCell = { paint: () => void };

/** What the parts of the grid share. */
export type GridContext = {
  selection: Selection;
  refusals: Refusals;
  /** The cells on the screen. */
  cells: Set<PaintedCell>;
  /** Writes a text into a cell of a row as it was when the user began to type. */
  onEdit: (base: GridRow, column: SheetColumn, text: string) => void;
  /** Asks for the details of a row. */
  onDetails: (row: GridRow) => void;
};
