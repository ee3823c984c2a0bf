import { parseTsv } from '../sheet/tsv';

/** A field that a line can give. */
type Field = { column: string; title: string };

/** Lines to be added: texts by the field's column. */
export type Line = Record<string, string>;

/** What was made of a pasted table. */
export type Pasted = {
  /** The fields of its columns, in their order; null for one that is left out. */
  fields: (Field | null)[];
  /** True if the first line names the fields. */
  named: boolean;
  lines: Line[];
};

/**
 * Reads a table as spreadsheet programs copy it: a line per row, tabs between cells. Its columns are those that the
 * first line names; without such a line the fields in their order.
 */
export function readPasted(text: string, fields: readonly Field[]): Pasted {
  const rows = parseTsv(text)
    .map((cells) => cells.map((cell) => cell.trim()))
    .filter((cells) => cells.some((cell) => cell !== ''));
  const [first = []] = rows;
  const byName = first.map((cell) => fields.find((field) => names(field, cell)) ?? null);
  const named = byName.some((field) => field !== null);
  const width = Math.max(0, ...rows.map(({ length }) => length));
  const order = named ? byName : Array.from({ length: width }, (_, index) => fields[index] ?? null);
  const lines = (named ? rows.slice(1) : rows).map((cells) => toLine(cells, order));
  return { fields: order, named, lines: lines.filter((line) => Object.keys(line).length > 0) };
}

function names({ column, title }: Field, cell: string): boolean {
  const name = cell.toLowerCase();
  return name === column.toLowerCase() || name === title.toLowerCase();
}

function toLine(cells: string[], order: (Field | null)[]): Line {
  const line: Line = {};
  for (const [index, field] of order.entries()) {
    const cell = cells[index] ?? '';
    if (field && cell !== '') line[field.column] = cell;
  }
  return line;
}
