import type { GridApi } from 'ag-grid-community';
import type { RefObject } from 'react';
import type { GridRow } from '../rows/row';
import type { RowStore } from '../rows/rowStore';
import { moved, type Box, type Extent, type Place, type Step } from '../sheet/range';
import type { Selection } from '../sheet/selection';

/** The grid as one moves about in it. */
export class GridView {
  readonly api: GridApi<GridRow>;
  readonly selection: Selection;
  readonly #frame: RefObject<HTMLElement | null>;
  readonly #store: () => RowStore;

  constructor(
    api: GridApi<GridRow>,
    selection: Selection,
    frame: RefObject<HTMLElement | null>,
    store: () => RowStore,
  ) {
    this.api = api;
    this.selection = selection;
    this.#frame = frame;
    this.#store = store;
  }

  get extent(): Extent {
    return { rows: this.#store().total ?? 0, columns: this.selection.columns.length };
  }

  /** The active cell. The grid tells only later that it has moved the focus, so it is asked. */
  get active(): Place | null {
    const focused = this.#focused();
    const anchor = this.selection.range?.anchor;
    if (focused && (focused.row !== anchor?.row || focused.column !== anchor.column)) {
      this.selection.select(focused);
    }
    return this.selection.range?.anchor ?? null;
  }

  /** The selected cells, or the active one. */
  get box(): Box | null {
    return this.active && this.selection.box;
  }

  rowAt(index: number): GridRow | undefined {
    return this.#store().rowAt(index);
  }

  /** True while a cell is being edited. */
  get editing(): boolean {
    return this.api.getEditingCells().length > 0;
  }

  /** Makes a cell the active one and brings it into view. */
  goTo(place: Place): void {
    this.selection.select(place);
    this.#reveal(place);
    const column = this.#columnAt(place);
    if (column) this.api.setFocusedCell(place.row, column);
  }

  /** Selects a whole row and brings it into view; the focus stays where it is. */
  showRow(row: number): void {
    this.api.clearFocusedCell();
    this.selection.put({
      anchor: { row, column: 0 },
      head: { row, column: this.extent.columns - 1 },
    });
    this.api.ensureIndexVisible(row, 'middle');
  }

  /** Goes on from the active cell; without one, to where one starts. */
  step(step: Step): void {
    this.goTo(moved(this.active ?? { row: 0, column: 0 }, step, this.extent));
  }

  /** Draws the range on to a cell and brings that into view; the active cell stays. */
  extendTo(place: Place): void {
    if (!this.active) return this.goTo(place);
    this.selection.extend(place);
    this.#reveal(place);
  }

  /** Draws the range on by a step. */
  extendBy(step: Step): void {
    const range = this.active && this.selection.range;
    if (range) this.extendTo(moved(range.head, step, this.extent));
  }

  /** Selects all cells; the first one is the active one then. */
  selectAll(): void {
    const { rows, columns } = this.extent;
    if (rows === 0) return;
    this.goTo({ row: 0, column: 0 });
    this.selection.extend({ row: rows - 1, column: columns - 1 });
  }

  /** Moves the selection by some rows, as these have moved. Nothing is brought into view. */
  shift(rows: number): void {
    const { range, columns } = this.selection;
    if (!range) return;
    const shifted = ({ row, column }: Place): Place => ({ row: row + rows, column });
    this.selection.put({ anchor: shifted(range.anchor), head: shifted(range.head) });
    if (!this.api.getFocusedCell()) return;
    // The grid would take the focus from elsewhere.
    const inside = this.#frame.current?.contains(document.activeElement);
    const column = columns[range.anchor.column]?.id;
    if (inside && column) this.api.setFocusedCell(range.anchor.row + rows, column);
    else this.api.clearFocusedCell();
  }

  #focused(): Place | null {
    const focused = this.api.getFocusedCell();
    const column = this.selection.indexOf(focused?.column.getColId() ?? '');
    return focused && column !== undefined ? { row: focused.rowIndex, column } : null;
  }

  #columnAt({ column }: Place): string | undefined {
    return this.selection.columns[column]?.id;
  }

  #reveal(place: Place): void {
    if (place.row < 0) return;
    this.api.ensureIndexVisible(place.row);
    const column = this.#columnAt(place);
    if (column) this.api.ensureColumnVisible(column);
  }
}

/** Where a cell of the page stands in the grid; null if the element is not in one. */
export function placeOf(element: EventTarget | null, selection: Selection): Place | null {
  if (!(element instanceof Element)) return null;
  const column = selection.indexOf(element.closest('[col-id]')?.getAttribute('col-id') ?? '');
  const row = element.closest('.ag-row[row-index]')?.getAttribute('row-index');
  return column === undefined || !row ? null : { row: Number(row), column };
}
