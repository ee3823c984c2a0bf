import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import type { GridRow } from '../rows/row';
import { contains, type Place } from '../sheet/range';
import classes from './grid.module.css';
import type { GridContext, PaintedCell } from './gridContext';

type Params = ICellRendererParams<GridRow, unknown, GridContext>;

/** Draws a cell, and paints it when it is selected or a text for it was refused. Plain elements scroll fast. */
export class SheetCell implements ICellRendererComp<GridRow>, PaintedCell {
  readonly #gui = document.createElement('span');
  #params?: Params;

  init(params: Params): void {
    params.context.cells.add(this);
    this.refresh(params);
    if (this.#isActive()) requestAnimationFrame(() => this.#takeFocusBack());
  }

  getGui(): HTMLElement {
    return this.#gui;
  }

  refresh(params: Params): boolean {
    this.#params = params;
    this.draw(this.#gui, params);
    this.paint();
    return true;
  }

  destroy(): void {
    this.#params?.context.cells.delete(this);
  }

  paint(): void {
    if (!this.#params) return;
    const { eGridCell: cell, column, data, context } = this.#params;
    const { box } = context.selection;
    const selected = box !== null && contains(box, this.#place());
    cell.classList.toggle(classes.selected ?? '', selected);
    mark(cell, 'aria-selected', selected);
    const reason = data && context.refusals.reasonFor(data.id, column?.getColId() ?? '');
    cell.classList.toggle(classes.refused ?? '', reason !== undefined);
    mark(cell, 'aria-invalid', reason !== undefined);
  }

  #place(): Place {
    const { node, column, context } = this.#params ?? {};
    return {
      row: node?.rowIndex ?? -1,
      column: context?.selection.indexOf(column?.getColId() ?? '') ?? -1,
    };
  }

  #isActive(): boolean {
    const active = this.#params?.context.selection.range?.anchor;
    const { row, column } = this.#place();
    return active?.row === row && active.column === column;
  }

  #takeFocusBack(): void {
    const { eGridCell: cell, context } = this.#params ?? {};
    if (cell?.isConnected && context?.focusLost() && this.#isActive()) {
      cell.focus({ preventScroll: true });
    }
  }

  /** Fills the element with what the cell holds. */
  protected draw(gui: HTMLElement, { valueFormatted, value }: Params): void {
    gui.textContent = valueFormatted ?? (typeof value === 'string' ? value : '');
  }
}

function mark(element: HTMLElement, attribute: string, on: boolean): void {
  if (on) element.setAttribute(attribute, 'true');
  else element.removeAttribute(attribute);
}
