import type { SheetColumn } from './column';
import { boxOf, only, type Box, type Place, type Range } from './range';

/** The cells that are selected on a sheet, and the columns they are counted in. */
export class Selection {
  /** The columns shown, from left to right. */
  columns: readonly SheetColumn[] = [];
  range: Range | null = null;
  #places = new Map<string, number>();
  readonly #listeners = new Set<() => void>();

  get box(): Box | null {
    return this.range && boxOf(this.range);
  }

  /** Where a column is shown; undefined if it is not. */
  indexOf(column: string): number | undefined {
    return this.#places.get(column);
  }

  /** Counts in other columns from now on; what was selected in the old ones is not any more. */
  show(columns: readonly SheetColumn[]): void {
    this.columns = columns;
    this.#places = new Map(columns.map(({ id }, index) => [id, index]));
    this.put(null);
  }

  /** Selects one cell. */
  select(place: Place): void {
    this.put(only(place));
  }

  /** Draws the range on to a cell. */
  extend(head: Place): void {
    this.put({ anchor: this.range?.anchor ?? head, head });
  }

  put(range: Range | null): void {
    this.range = range;
    for (const listener of this.#listeners) listener();
  }

  /** Calls back after each change. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
