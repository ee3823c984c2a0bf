import { VisuallyHidden } from '@mantine/core';
import type {
  GetRowIdParams,
  GridApi,
  IDatasource,
  RowClassRules,
  RowSelectionOptions,
  SelectionColumnDef,
  SortChangedEvent,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useEffect, useMemo, useRef } from 'react';
import type { GridRow } from '../rows/row';
import { pageSize, type RowStore } from '../rows/rowStore';
import type { CellEdits } from '../rows/useRowEdits';
import { gridColumns } from './columns';
import classes from './grid.module.css';
import { gridTheme } from './gridTheme';
import { registerGridModules } from './modules';
import { useFresh } from './useFresh';

registerGridModules();

const rowClassRules: RowClassRules<GridRow> = {
  [classes.removed ?? '']: ({ data }) => data?.removed === true,
};

const rowId = ({ data }: GetRowIdParams<GridRow>) => data.id;

const selectionColumn: SelectionColumnDef = {
  headerComponent: () => <VisuallyHidden>Selected</VisuallyHidden>,
};

const defaultColumn = { sortable: true, suppressMovable: true };

function datasource(
  store: RowStore,
  onTotal: (total: number | undefined) => void,
  onFailed: (error: unknown) => void,
): IDatasource {
  return {
    getRows: ({ startRow, endRow, successCallback, failCallback }) => {
      store.load(startRow, endRow).then(
        (rows) => {
          successCallback(rows, store.total);
          onTotal(store.total);
        },
        (error: unknown) => {
          const known = store.known(startRow, endRow);
          if (known) successCallback(known, store.total);
          else failCallback();
          onFailed(error);
        },
      );
    },
  };
}

/** Makes columns as wide as what is in them; the last one takes what is left. */
function fitColumns(api: GridApi<GridRow>): void {
  api.autoSizeColumns((api.getColumns() ?? []).filter((column) => !column.getFlex()));
}

/** The rows of a batch as a spreadsheet; loads them as one scrolls. */
export default function RowGrid({
  store,
  label,
  editable,
  withOutcome,
  sort,
  desc,
  edits,
  freshness,
  clearing,
  onSort,
  onSelect,
  onTotal,
  onFailed,
}: {
  store: RowStore;
  label: string;
  editable: boolean;
  withOutcome: boolean;
  sort: string;
  desc: boolean;
  edits: CellEdits;
  /** Another number means that rows may have changed on the server. */
  freshness: number;
  /** Another number clears the selection. */
  clearing: number;
  onSort: (sort: string, desc: boolean) => void;
  onSelect: (rows: GridRow[]) => void;
  /** Told how many rows there are. */
  onTotal: (total: number | undefined) => void;
  onFailed: (error: unknown) => void;
}) {
  const api = useRef<GridApi<GridRow>>(null);
  const rows = useMemo(() => datasource(store, onTotal, onFailed), [store, onTotal, onFailed]);
  const columns = useMemo(
    () => gridColumns({ columns: store.columns, editable, withOutcome, sort, desc, edits }),
    [store, editable, withOutcome, sort, desc, edits],
  );
  const selection = useMemo<RowSelectionOptions<GridRow>>(
    () => ({
      mode: 'multiRow',
      checkboxes: editable,
      headerCheckbox: false,
      hideDisabledCheckboxes: true,
      isRowSelectable: ({ data }) => editable && data !== undefined,
    }),
    [editable],
  );

  useEffect(
    () =>
      store.onChange((changed) => {
        for (const row of changed) api.current?.getRowNode(row.id)?.setData(row);
      }),
    [store],
  );
  useEffect(() => api.current?.deselectAll(), [store, clearing]);
  const refreshAfterEditing = useFresh(api, store, freshness);

  const sorted = ({ source, columns: changed }: SortChangedEvent<GridRow>) => {
    if (source !== 'uiColumnSorted') return;
    const column = changed?.find((candidate) => candidate.getSort());
    onSort(column?.getColId() ?? 'sequence', column?.getSort() === 'desc');
  };

  return (
    <div>
      <AgGridReact<GridRow>
        theme={gridTheme}
        rowModelType="infinite"
        cacheBlockSize={pageSize}
        maxBlocksInCache={6}
        datasource={rows}
        getRowId={rowId}
        columnDefs={columns}
        defaultColDef={defaultColumn}
        rowClassRules={rowClassRules}
        rowSelection={selection}
        selectionColumnDef={selectionColumn}
        stopEditingWhenCellsLoseFocus
        tooltipShowDelay={600}
        onGridReady={(event) => {
          api.current = event.api;
          event.api.setGridAriaProperty('label', label);
        }}
        onFirstDataRendered={(event) => fitColumns(event.api)}
        onSortChanged={sorted}
        onSelectionChanged={(event) => onSelect(event.api.getSelectedRows())}
        onCellEditingStopped={refreshAfterEditing}
      />
    </div>
  );
}
