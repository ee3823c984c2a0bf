import type { ICellRendererParams } from 'ag-grid-community';
import dotClasses from '~/components/Dot.module.css';
import type { GridRow } from '../rows/row';
import { severityColors } from '../rows/severity';
import classes from './grid.module.css';
import { SheetCell } from './SheetCell';

/** Draws the status of a row as the component Dot would, and holds its place until it is known. */
export class StatusCell extends SheetCell {
  protected override draw(gui: HTMLElement, { data }: ICellRendererParams<GridRow>): void {
    if (!data) {
      gui.className = classes.loading ?? '';
      gui.textContent = '';
      return;
    }
    const { removed, status } = data;
    gui.className = [dotClasses.dot, removed && dotClasses.hollow].filter(Boolean).join(' ');
    const color = removed ? 'gray' : severityColors[status.severity];
    gui.style.setProperty('--dot-color', `var(--mantine-color-${color}-6)`);
    gui.textContent = removed ? 'Removed' : status.title;
  }
}
