import type { ICellRendererParams } from 'ag-grid-community';
import { formatCount } from '~/components/format';
import type { GridRow } from '../rows/row';
import classes from './grid.module.css';
import type { GridContext } from './gridContext';
import { SheetCell } from './SheetCell';

/** Draws the number of a row as the way to its details. */
export class NumberCell extends SheetCell {
  protected override draw(
    gui: HTMLElement,
    { data, context }: ICellRendererParams<GridRow, unknown, GridContext>,
  ): void {
    if (!data) {
      gui.replaceChildren();
      return;
    }
    const link = document.createElement('button');
    link.type = 'button';
    // The keys of the grid lead to the cell, where Enter does the same.
    link.tabIndex = -1;
    link.className = classes.link ?? '';
    link.textContent = formatCount(data.sequence);
    link.setAttribute('aria-label', `Details of row ${data.sequence}`);
    link.addEventListener('click', () => context.onDetails(data));
    gui.replaceChildren(link);
  }
}
