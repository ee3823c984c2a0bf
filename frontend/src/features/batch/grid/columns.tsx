import type { ColDef, ValueSetterParams } from 'ag-grid-community';
import { Dot } from '~/components/Dot';
import { formatCell, isNumeric, parseCell } from '../rows/cellValue';
import type { CellValue, GridRow, RowColumn } from '../rows/row';
import { severityColors } from '../rows/severity';
import type { CellEdits } from '../rows/useRowEdits';
import classes from './grid.module.css';

/** Draws the batch's own columns, between those that every row has. */
export function gridColumns({
  columns,
  editable,
  withOutcome,
  sort,
  desc,
  edits,
}: {
  columns: readonly RowColumn[];
  editable: boolean;
  withOutcome: boolean;
  sort: string;
  desc: boolean;
  edits: CellEdits;
}): ColDef<GridRow>[] {
  const all: ColDef<GridRow>[] = [
    { colId: 'sequence', headerName: '#', valueGetter: ({ data }) => data?.sequence },
    { colId: 'status', headerName: 'Status', cellRenderer: StatusCell },
    ...columns.map((column) => valueColumn(column, editable, edits)),
    { ...textColumn('reason', 'Reason', ({ reason }) => reason), minWidth: 220, flex: 1 },
  ];
  if (withOutcome)
    all.splice(2, 0, { ...textColumn('outcome', 'Outcome', outcomeText), width: 130 });
  return all.map((column) => ({
    ...column,
    sort: column.colId === sort ? (desc ? 'desc' : 'asc') : null,
  }));
}

function StatusCell({ data }: { data: GridRow | undefined }) {
  if (!data) return <span className={classes.loading} />;
  if (data.removed)
    return (
      <Dot color="gray" kind="hollow">
        Removed
      </Dot>
    );
  return <Dot color={severityColors[data.status.severity]}>{data.status.title}</Dot>;
}

function textColumn(
  colId: string,
  headerName: string,
  text: (row: GridRow) => string,
): ColDef<GridRow> {
  return {
    colId,
    headerName,
    sortable: false,
    cellClass: classes.remark,
    valueGetter: ({ data }) => data && text(data),
    tooltipValueGetter: ({ data }) => data && text(data),
  };
}

function outcomeText({ outcome, outcomeReason }: GridRow): string {
  if (outcome === null) return '';
  const title = outcome === 'EXECUTED' ? 'Executed' : 'Failed';
  return outcomeReason ? `${title}: ${outcomeReason}` : title;
}

function valueColumn(column: RowColumn, editable: boolean, edits: CellEdits): ColDef<GridRow> {
  const { key } = column;
  const canEdit = editable && column.editable;
  return {
    colId: key,
    headerName: column.title,
    minWidth: 80,
    maxWidth: 360,
    valueGetter: ({ data }) => data?.values[key],
    valueFormatter: ({ value }) => formatCell(column, value as CellValue | undefined),
    valueSetter: (params) => set(params, column, edits),
    editable: ({ data }) => canEdit && data !== undefined && !data.removed,
    cellClass: isNumeric(column) ? classes.number : undefined,
    cellClassRules: {
      [classes.editable ?? '']: ({ data }) => canEdit && data !== undefined && !data.removed,
    },
    headerClass: isNumeric(column) ? classes.numberHeader : undefined,
    ...(column.type === 'BOOLEAN'
      ? { cellRenderer: 'agCheckboxCellRenderer', cellEditor: 'agCheckboxCellEditor' }
      : { cellEditor: 'agTextCellEditor' }),
  };
}

/** Hands the change on; the grid itself keeps nothing, it is told the new value. */
function set(
  { data, newValue, oldValue }: ValueSetterParams<GridRow>,
  column: RowColumn,
  edits: CellEdits,
): boolean {
  const parsed = parseCell(column, newValue as string | boolean | null);
  if ('error' in parsed) edits.refuse(parsed.error);
  else if (parsed.value !== (oldValue as CellValue)) {
    edits.edit(data.id, { [column.key]: parsed.value });
  }
  return false;
}
