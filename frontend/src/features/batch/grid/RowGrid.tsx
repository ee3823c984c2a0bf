import { VisuallyHidden } from '@mantine/core';
import type {
  CellFocusedEvent,
  ColumnMovedEvent,
  ColumnResizedEvent,
  GetRowIdParams,
  GridApi,
  RowClassRules,
  RowSelectionOptions,
  SelectionColumnDef,
  SortChangedEvent,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react';
import { useLatest } from '~/components/useLatest';
import { isAmong, type RowRights } from '../rows/rights';
import type { GridRow } from '../rows/row';
import type { RowFeed } from '../rows/rowFeed';
import { pageSize, type RowStore } from '../rows/rowStore';
import type { Selection } from '../sheet/selection';
import type { Sheet } from '../sheet/sheet';
import { columnIds } from './columnIds';
import { gridColumns, sheetColumns } from './columns';
import { datasource } from './datasource';
import classes from './grid.module.css';
import type { GridContext } from './gridContext';
import { gridTheme } from './gridTheme';
import { GridView } from './GridView';
import { registerGridModules } from './modules';
import { useClipboard } from './useClipboard';
import type { ColumnLooks } from './useColumnLooks';
import { useFocusLost } from './useFocusLost';
import { useFresh } from './useFresh';
import { useKeyboard } from './useKeyboard';
import { useMouse } from './useMouse';
import { useWheel } from './useWheel';

registerGridModules();

const rowClassRules: RowClassRules<GridRow> = {
  [classes.removed ?? '']: ({ data }) => data?.removed === true,
};

const rowId = ({ data }: GetRowIdParams<GridRow>) => data.id;

const selectionColumn: SelectionColumnDef = {
  headerComponent: () => <VisuallyHidden>Selected</VisuallyHidden>,
};

const defaultColumn = { sortable: true };

/** What can be asked of the grid from outside. */
export type GridHandle = {
  /** Selects a row and brings it into view; the focus stays where it is. */
  showRow: (row: number) => void;
  /** Moves the focus to the active cell. */
  focus: () => void;
};

/** Makes columns as wide as what is in them, if the user has not set that; one with a flex takes what is left. */
function fitColumns(api: GridApi<GridRow>, liked: ReadonlySet<string>): void {
  const free = (api.getColumns() ?? []).filter(
    (column) => !column.getFlex() && !liked.has(column.getColId()),
  );
  api.autoSizeColumns(free);
}

/** The rows of a batch as a spreadsheet; loads them as one scrolls. */
export default function RowGrid({
  ref,
  store,
  sheet,
  selection,
  columnLooks,
  label,
  rights,
  withOutcome,
  sort,
  desc,
  feed,
  clearing,
  onSort,
  onSelect,
  onTotal,
  onFailed,
  onDetails,
  onLeave,
}: {
  ref: Ref<GridHandle>;
  store: RowStore;
  sheet: Sheet;
  selection: Selection;
  columnLooks: ColumnLooks;
  label: string;
  rights: RowRights;
  withOutcome: boolean;
  sort: string;
  desc: boolean;
  feed: RowFeed;
  /** Another number clears the ticks. */
  clearing: number;
  onSort: (sort: string, desc: boolean) => void;
  onSelect: (rows: GridRow[]) => void;
  /** Told how many rows there are. */
  onTotal: (total: number | undefined) => void;
  onFailed: (error: unknown) => void;
  /** Asked for the details of a row. */
  onDetails: (row: GridRow) => void;
  /** Asked to lead the focus out of the grid. */
  onLeave: () => void;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const api = useRef<GridApi<GridRow>>(null);
  const view = useRef<GridView>(null);
  const rows = useMemo(() => datasource(store, onTotal, onFailed), [store, onTotal, onFailed]);
  const { looks, resets } = columnLooks;
  const { edit, tick } = rights;
  const ids = useMemo(() => columnIds(store.columns, withOutcome), [store, withOutcome]);
  const columns = useMemo(
    () => gridColumns({ ids, columns: store.columns, looks, editable: edit, sort, desc }),
    [ids, store, looks, edit, sort, desc],
  );
  const ticking = useMemo<RowSelectionOptions<GridRow>>(
    () => ({
      mode: 'multiRow',
      checkboxes: tick !== 'none',
      headerCheckbox: false,
      hideDisabledCheckboxes: true,
      isRowSelectable: ({ data }) => data !== undefined && isAmong(tick, data),
    }),
    [tick],
  );

  // The row that is edited, as it was when the user began.
  const edited = useRef<GridRow>(null);
  const latest = useLatest({ store, onDetails });
  const focusLost = useFocusLost(frame);
  const [context] = useState<GridContext>(() => ({
    selection,
    refusals: sheet.refusals,
    focusLost: () => focusLost.current(),
    cells: new Set(),
    onEdit: (row, column, text) => {
      const base = edited.current?.id === row.id ? edited.current : row;
      void sheet.edit(base, column, text);
    },
    onDetails: (row) => latest.current.onDetails(row),
  }));

  useEffect(
    () =>
      store.onChange((changed) => {
        for (const row of changed) api.current?.getRowNode(row.id)?.setData(row);
      }),
    [store],
  );
  useEffect(() => {
    const paint = () => context.cells.forEach((cell) => cell.paint());
    const forget = [selection.subscribe(paint), sheet.refusals.onChange(paint)];
    return () => forget.forEach((stop) => stop());
  }, [context, selection, sheet]);
  useEffect(() => api.current?.deselectAll(), [store, clearing]);
  useEffect(() => {
    if (resets > 0 && api.current) fitColumns(api.current, new Set());
  }, [resets]);
  const refreshAfterEditing = useFresh(api, view, store, feed);
  useKeyboard(frame, view, sheet, { editable: edit, onDetails, onLeave });
  useMouse(frame, view);
  useClipboard(frame, view, sheet, edit !== 'none');
  useWheel(frame, view);

  useImperativeHandle(ref, () => ({
    showRow: (row) => view.current?.showRow(row),
    focus: () => view.current?.goTo(view.current.active ?? { row: 0, column: 0 }),
  }));

  const showColumns = () => {
    const shown = (api.current?.getAllDisplayedColumns() ?? []).map((column) => column.getColId());
    selection.show(sheetColumns(shown, store.columns));
  };
  const focused = ({ rowIndex, column }: CellFocusedEvent<GridRow>) => {
    const id = column === null || typeof column === 'string' ? column : column.getColId();
    const place = { row: rowIndex ?? -1, column: selection.indexOf(id ?? '') ?? -1 };
    const { row, column: at } = selection.range?.anchor ?? {};
    if (place.row < 0 || place.column < 0 || (row === place.row && at === place.column)) return;
    selection.select(place);
  };
  const sorted = ({ source, columns: changed }: SortChangedEvent<GridRow>) => {
    if (source !== 'uiColumnSorted') return;
    const column = changed?.find((candidate) => candidate.getSort());
    onSort(column?.getColId() ?? 'sequence', column?.getSort() === 'desc');
  };
  const moved = ({ finished, source, api: grid }: ColumnMovedEvent<GridRow>) => {
    if (!finished || !source.startsWith('ui')) return;
    const order = grid.getAllGridColumns().map((column) => column.getColId());
    columnLooks.arrange(order.filter((id) => ids.includes(id)));
  };
  const resized = ({ finished, source, column }: ColumnResizedEvent<GridRow>) => {
    if (!finished || !source.startsWith('ui') || !column) return;
    columnLooks.resize(column.getColId(), column.getActualWidth(), ids);
  };

  return (
    <div ref={frame}>
      <AgGridReact<GridRow>
        theme={gridTheme}
        rowModelType="infinite"
        cacheBlockSize={pageSize}
        maxBlocksInCache={6}
        datasource={rows}
        context={context}
        getRowId={rowId}
        columnDefs={columns}
        defaultColDef={defaultColumn}
        rowClassRules={rowClassRules}
        rowSelection={ticking}
        selectionColumnDef={selectionColumn}
        suppressDragLeaveHidesColumns
        enterNavigatesVerticallyAfterEdit
        stopEditingWhenCellsLoseFocus
        tooltipShowDelay={600}
        onGridReady={(event) => {
          api.current = event.api;
          view.current = new GridView(event.api, selection, frame, () => latest.current.store);
          event.api.setGridAriaProperty('label', label);
          showColumns();
        }}
        onFirstDataRendered={(event) => {
          const liked = looks.filter(({ width }) => width !== undefined);
          fitColumns(event.api, new Set(liked.map(({ id }) => id)));
        }}
        onDisplayedColumnsChanged={showColumns}
        onCellFocused={focused}
        onColumnMoved={moved}
        onColumnResized={resized}
        onSortChanged={sorted}
        onSelectionChanged={(event) => onSelect(event.api.getSelectedRows())}
        onCellEditingStarted={({ data }) => {
          edited.current = data ?? null;
        }}
        onCellEditingStopped={() => {
          edited.current = null;
          refreshAfterEditing();
        }}
      />
    </div>
  );
}
