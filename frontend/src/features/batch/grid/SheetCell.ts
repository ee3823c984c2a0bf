import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import type { GridRow } from '../rows/row';
import { contains } from '../sheet/range';
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
    const { eGridCell: cell, node, column, data, context } = this.#params;
    const { box, indexOf } = { box: context.selection.box, indexOf: column?.getColId() ?? '' };
    const place = { row: node.rowIndex ?? -1, column: context.selection.indexOf(indexOf) ?? -1 };
    const selected = box !== null && contains(box, place);
    cell.classList.toggle(classes.selected ?? '', selected);
    mark(cell, 'aria-selected', selected);
    const refused =
      data !== undefined && context.refusals.reasonFor(data.id, indexOf) !== undefined;
    cell.classList.toggle(classes.refused ?? '', refused);
    mark(cell, 'aria-invalid', refused);
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
