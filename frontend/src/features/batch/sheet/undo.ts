import { sameCell } from '../rows/cellValue';
import type { RowPatch } from '../rows/editQueue';
import type { CellValue, GridRow, RowColumn } from '../rows/row';

/** A cell that was changed. */
export type CellChange = {
  id: string;
  /** The row's number. */
  sequence: number;
  column: string;
  from: CellValue;
  to: CellValue;
};

/** What one gesture has changed. */
export type Step = {
  /** In words that follow "Undone: ": "paste into 6 cells". */
  what: string;
  cells: CellChange[];
};

const most = 100;

/** The steps of a sitting that can be undone, and those that can be done again. */
export class UndoStack {
  #done: Step[] = [];
  #undone: Step[] = [];

  /** How many steps can be undone. */
  get done(): number {
    return this.#done.length;
  }

  /** How many steps can be done again. */
  get undone(): number {
    return this.#undone.length;
  }

  /** Takes note of a new step; what was undone before can't be done again after it. */
  push(step: Step): void {
    if (step.cells.length === 0) return;
    this.#done = [...this.#done, step].slice(-most);
    this.#undone = [];
  }

  takeDone(): Step | undefined {
    return this.#done.pop();
  }

  takeUndone(): Step | undefined {
    return this.#undone.pop();
  }

  /** Puts back what of a step was undone, or done again. */
  putBack(step: Step, to: 'done' | 'undone'): void {
    if (step.cells.length > 0) (to === 'done' ? this.#done : this.#undone).push(step);
  }
}

/** The way back of a step. */
export function inverse({ what, cells }: Step): Step {
  return { what, cells: cells.map((cell) => ({ ...cell, from: cell.to, to: cell.from })) };
}

/** Does a step with the rows as they are now; cells that have another value than it starts from stay out. */
export function replay(
  { cells }: Step,
  rows: readonly GridRow[],
  columns: readonly RowColumn[],
): { patches: RowPatch[]; skipped: CellChange[] } {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byKey = new Map(columns.map((column) => [column.key, column]));
  const patches = new Map<string, RowPatch>();
  const skipped: CellChange[] = [];
  for (const cell of cells) {
    const row = byId.get(cell.id);
    const column = byKey.get(cell.column);
    if (!row || !column || row.removed || !sameCell(column, row.values[cell.column], cell.from)) {
      skipped.push(cell);
      continue;
    }
    const patch = patches.get(cell.id) ?? { base: row, values: {} };
    patch.values[cell.column] = cell.to;
    patches.set(cell.id, patch);
  }
  return { patches: [...patches.values()], skipped };
}
