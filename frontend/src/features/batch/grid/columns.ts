import type { ColDef, ValueSetterParams } from 'ag-grid-community';
import { formatCell, isNumeric } from '../rows/cellValue';
import { isEditable, type Which } from '../rows/rights';
import type { CellValue, GridRow, RowColumn } from '../rows/row';
import { commonColumns, sheetColumn, type SheetColumn } from '../sheet/column';
import { inOrder, type ColumnLook } from './columnLooks';
import classes from './grid.module.css';
import type { GridContext } from './gridContext';
import { NumberCell } from './NumberCell';
import { SheetCell } from './SheetCell';
import { StatusCell } from './StatusCell';

/** Draws the columns with these ids, in the order and at the width that the user likes. */
export function gridColumns({
  ids,
  columns,
  looks,
  editable,
  sort,
  desc,
}: {
  ids: readonly string[];
  columns: readonly RowColumn[];
  looks: readonly ColumnLook[];
  editable: Which;
  sort: string;
  desc: boolean;
}): ColDef<GridRow>[] {
  return inOrder(ids, looks).map((id) => {
    const { hidden = false, width } = looks.find((look) => look.id === id) ?? {};
    return {
      ...column(id, columns, editable),
      hide: hidden,
      ...(width !== undefined && { width, flex: undefined }),
      sort: id === sort ? (desc ? 'desc' : 'asc') : null,
    };
  });
}

function column(id: string, columns: readonly RowColumn[], editable: Which): ColDef<GridRow> {
  const values = columns.find(({ key }) => key === id);
  if (values) return valueColumn(values, editable);
  switch (id) {
    case 'sequence':
      return { ...commonColumn(id), cellRenderer: NumberCell, minWidth: 60 };
    case 'status':
      return { ...commonColumn(id), cellRenderer: StatusCell };
    case 'outcome':
      return { ...remarkColumn(id), width: 130 };
    default:
      return { ...remarkColumn('reason'), minWidth: 220, flex: 1 };
  }
}

function commonColumn(colId: keyof typeof commonColumns): ColDef<GridRow> {
  const { title, text } = commonColumns[colId];
  return {
    colId,
    headerName: title,
    valueGetter: ({ data }) => data && text(data),
    cellRenderer: SheetCell,
  };
}

/** A column of sentences, which can't be sorted by. */
function remarkColumn(colId: 'outcome' | 'reason'): ColDef<GridRow> {
  const { text } = commonColumns[colId];
  return {
    ...commonColumn(colId),
    sortable: false,
    cellClass: classes.remark,
    tooltipValueGetter: ({ data }) => data && text(data),
  };
}

function valueColumn(column: RowColumn, editable: Which): ColDef<GridRow> {
  const { key } = column;
  const canEdit = (data: GridRow | undefined) =>
    column.editable && data !== undefined && isEditable(editable, data);
  return {
    colId: key,
    headerName: column.title,
    minWidth: 80,
    maxWidth: 360,
    cellRenderer: SheetCell,
    valueGetter: ({ data }) => data?.values[key],
    valueFormatter: ({ value }) => formatCell(column, value as CellValue | undefined),
    valueSetter: write,
    // Yes and no are turned over, not typed.
    editable: ({ data }) => canEdit(data) && column.type !== 'BOOLEAN',
    cellEditor: 'agTextCellEditor',
    cellClass: isNumeric(column) ? classes.number : undefined,
    cellClassRules: { [classes.editable ?? '']: ({ data }) => canEdit(data) },
    headerClass: isNumeric(column) ? classes.numberHeader : undefined,
    tooltipValueGetter: ({ data, context }) =>
      data && (context as GridContext).refusals.reasonFor(data.id, key),
  };
}

/** Hands the change on; the grid itself keeps nothing, it is told the new value. */
function write({ data, newValue, column, context }: ValueSetterParams<GridRow>): boolean {
  const { selection, onEdit } = context as GridContext;
  const written = selection.columns.find(({ id }) => id === column.getColId());
  if (written) onEdit(data, written, String(newValue ?? ''));
  return false;
}

/** The columns with these ids, as the sheet knows them. */
export function sheetColumns(ids: readonly string[], columns: readonly RowColumn[]): SheetColumn[] {
  return ids.flatMap((id) => sheetColumn(id, columns) ?? []);
}
