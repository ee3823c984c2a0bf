import { useEffect, useEffectEvent, type RefObject } from 'react';
import { isEditable, type Which } from '../rows/rights';
import type { GridRow } from '../rows/row';
import type { SheetColumn } from '../sheet/column';
import { commandOf, type Command } from '../sheet/keys';
import { isOneCell, type Box } from '../sheet/range';
import type { Sheet } from '../sheet/sheet';
import type { GridView } from './GridView';

/** Gives the grid the keys of a spreadsheet, besides those that it knows itself. */
export function useKeyboard(
  frame: RefObject<HTMLElement | null>,
  view: RefObject<GridView | null>,
  sheet: Sheet,
  {
    editable,
    onDetails,
    onLeave,
  }: { editable: Which; onDetails: (row: GridRow) => void; onLeave: () => void },
): void {
  const enter = (grid: GridView, row: GridRow | undefined, column: SheetColumn) => {
    if (row && column.id === 'sequence') onDetails(row);
    else if (row && canEdit(row, column)) {
      if (column.values?.type === 'BOOLEAN') turn(row, column);
      else
        grid.api.startEditingCell({
          rowIndex: grid.active?.row ?? 0,
          colKey: column.id,
          key: 'F2',
        });
    } else grid.step({ rows: 1, columns: 0 });
  };
  const canEdit = (row: GridRow, { values }: SheetColumn) =>
    isEditable(editable, row) && values?.editable === true;
  const turn = (row: GridRow, column: SheetColumn) =>
    void sheet.edit(row, column, row.values[column.id] === true ? 'no' : 'yes');

  /** Does what a command says; false if the grid shall deal with the key. */
  const run = (command: Command, grid: GridView, selected: Box): boolean => {
    const { active, selection } = grid;
    const column = selection.columns[active?.column ?? -1];
    const row = grid.rowAt(active?.row ?? -1);
    switch (command.do) {
      case 'go':
        if (command.extend) grid.extendBy(command.step);
        else grid.step(command.step);
        break;
      case 'all':
        grid.selectAll();
        break;
      case 'enter':
        if (column) enter(grid, row, column);
        break;
      case 'toggle':
        if (!row || column?.values?.type !== 'BOOLEAN' || !canEdit(row, column)) return false;
        turn(row, column);
        break;
      case 'details':
        if (row) onDetails(row);
        break;
      case 'fillDown':
        if (editable !== 'none') void sheet.fillDown(selected, selection.columns);
        break;
      case 'clear':
        if (editable !== 'none') void sheet.clear(selected, selection.columns);
        break;
      case 'undo':
        if (editable !== 'none') void sheet.undo();
        break;
      case 'redo':
        if (editable !== 'none') void sheet.redo();
        break;
      case 'leave':
        if (isOneCell(selected) || !active) onLeave();
        else selection.select(active);
    }
    return true;
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const grid = view.current;
    if (!grid || !(event.target instanceof Element) || !event.target.closest('.ag-cell')) return;
    if (grid.editing) {
      if (event.key !== 'Tab') return;
      // The grid would go on editing in the next cell.
      grid.api.stopEditing();
      grid.step({ rows: 0, columns: event.shiftKey ? -1 : 1 });
      take(event);
      return;
    }
    const command = commandOf(event);
    const { box } = grid;
    if (command && box && run(command, grid, box)) take(event);
  });
  useEffect(() => {
    const element = frame.current;
    element?.addEventListener('keydown', onKey, { capture: true });
    return () => element?.removeEventListener('keydown', onKey, { capture: true });
  }, [frame]);
}

/** Keeps a key from the grid and from the browser. */
function take(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
