import { extentOf, type Box, type Extent, type Place } from './range';

/** Texts for the cells of a box; undefined for cells to leave alone. */
export type CellTexts = (place: Place) => string | undefined;

/** Which cell gets which of the copied texts. */
export type PastePlan = {
  box: Box;
  textAt: CellTexts;
  /** How many copied rows and columns there is no room for. */
  cut: Extent;
};

/**
 * Lays copied cells over the selected ones, from the first of these on. Selected rows or columns that are a multiple
 * of the copied ones are filled with these again and again: one cell fills them all.
 */
export function planPaste(texts: string[][], selected: Box, extent: Extent): PastePlan {
  const height = texts.length;
  const width = texts.reduce((most, cells) => Math.max(most, cells.length), 0);
  const { rows, columns } = extentOf(selected);
  const { top, left } = selected;
  const bottom = top + (rows % height === 0 ? rows : height) - 1;
  const right = left + (columns % width === 0 ? columns : width) - 1;
  const last = { row: extent.rows - 1, column: extent.columns - 1 };
  return {
    box: { top, left, bottom: Math.min(bottom, last.row), right: Math.min(right, last.column) },
    textAt: ({ row, column }) => texts[(row - top) % height]?.[(column - left) % width],
    cut: { rows: Math.max(0, bottom - last.row), columns: Math.max(0, right - last.column) },
  };
}
