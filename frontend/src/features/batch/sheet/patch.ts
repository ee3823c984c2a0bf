import { formatCell, parseCell, sameCell, type ParsedCell } from '../rows/cellValue';
import type { RowPatch } from '../rows/editQueue';
import type { RowValues } from '../rows/port';
import type { GridRow } from '../rows/row';
import type { SheetColumn } from './column';
import type { CellTexts } from './paste';
import type { Box } from './range';

/** A text that does not become a cell's value. */
export type RefusedCell = {
  row: GridRow;
  /** The column's id. */
  column: string;
  text: string;
  reason: string;
};

/** What writing texts into cells comes to. */
export type Patches = {
  patches: RowPatch[];
  refused: RefusedCell[];
  /** How many cells change. */
  cells: number;
};

/** Reads the texts for the cells of a box; `rows` are those of the box. Cells that have the value already stay out. */
export function patchRows(
  rows: readonly GridRow[],
  box: Box,
  columns: readonly SheetColumn[],
  textAt: CellTexts,
): Patches {
  const result: Patches = { patches: [], refused: [], cells: 0 };
  rows.forEach((row, index) => {
    const values: RowValues = {};
    for (let column = box.left; column <= box.right; column++) {
      const target = columns[column];
      const text = textAt({ row: box.top + index, column });
      if (!target || text === undefined) continue;
      const read = readCell(row, target, text);
      if (read === null) continue;
      if ('error' in read)
        result.refused.push({ row, column: target.id, text, reason: read.error });
      else values[target.id] = read.value;
    }
    const changed = Object.keys(values).length;
    if (changed > 0) result.patches.push({ base: row, values });
    result.cells += changed;
  });
  return result;
}

/** What a text makes of a cell: a new value, nothing, or an error. */
function readCell(
  row: GridRow,
  { title, values, text: textOf }: SheetColumn,
  text: string,
): ParsedCell | null {
  const stays = null;
  if (text === textOf(row)) return stays;
  if (!values?.editable) {
    const shown = values && formatCell(values, row.values[values.key]);
    return text === shown ? stays : { error: `${title} can’t be edited.` };
  }
  const parsed = parseCell(values, text);
  if ('error' in parsed) return parsed;
  if (sameCell(values, parsed.value, row.values[values.key])) return stays;
  return row.removed ? { error: 'The row is removed. Restore it to change it.' } : parsed;
}
