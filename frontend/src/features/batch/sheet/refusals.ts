import type { RowPatch } from '../rows/editQueue';
import type { RefusedCell } from './patch';

/** Cells with a text that was not taken, until they get a value that is. */
export class Refusals {
  readonly #reasons = new Map<string, Map<string, string>>();
  readonly #listeners = new Set<() => void>();

  /** Why the last text for a cell was not taken; undefined if it was. */
  reasonFor(rowId: string, column: string): string | undefined {
    return this.#reasons.get(rowId)?.get(column);
  }

  add(cells: readonly RefusedCell[]): void {
    for (const { row, column, text, reason } of cells) {
      const reasons = this.#reasons.get(row.id) ?? new Map<string, string>();
      reasons.set(column, text === '' ? reason : `“${text.slice(0, 100)}”: ${reason}`);
      this.#reasons.set(row.id, reasons);
    }
    this.#tell(cells.length);
  }

  /** Forgets the cells that get new values. */
  drop(patches: readonly RowPatch[]): void {
    for (const { base, values } of patches) {
      const reasons = this.#reasons.get(base.id);
      for (const column of Object.keys(values)) reasons?.delete(column);
      if (reasons?.size === 0) this.#reasons.delete(base.id);
    }
    this.#tell(patches.length);
  }

  /** Calls back after each change. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(changes: number): void {
    if (changes > 0) for (const listener of this.#listeners) listener();
  }
}
