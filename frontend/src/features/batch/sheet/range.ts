/** Where a cell is: its row among those listed and its column among those shown, both counted from 0. */
export type Place = { row: number; column: number };

/** Cells that are selected, from the active one to where the selection was drawn. */
export type Range = { anchor: Place; head: Place };

/** A rectangle of cells; the last row and column belong to it. */
export type Box = { top: number; left: number; bottom: number; right: number };

/** How many rows and columns there are. */
export type Extent = { rows: number; columns: number };

/** A way to go, in rows and columns; an infinite one leads to the edge. */
export type Step = { rows: number; columns: number };

/** The range of one cell. */
export function only(place: Place): Range {
  return { anchor: place, head: place };
}

export function boxOf({ anchor, head }: Range): Box {
  return {
    top: Math.min(anchor.row, head.row),
    left: Math.min(anchor.column, head.column),
    bottom: Math.max(anchor.row, head.row),
    right: Math.max(anchor.column, head.column),
  };
}

/** How many rows and columns a box has. */
export function extentOf({ top, left, bottom, right }: Box): Extent {
  return { rows: bottom - top + 1, columns: right - left + 1 };
}

/** True if the box is no more than one cell. */
export function isOneCell({ top, left, bottom, right }: Box): boolean {
  return top === bottom && left === right;
}

export function contains({ top, left, bottom, right }: Box, { row, column }: Place): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}

/** The place that a step leads to; the edge is as far as one gets. */
export function moved({ row, column }: Place, step: Step, extent: Extent): Place {
  return {
    row: within(row + step.rows, extent.rows),
    column: within(column + step.columns, extent.columns),
  };
}

function within(index: number, count: number): number {
  return Math.max(0, Math.min(index, count - 1));
}
