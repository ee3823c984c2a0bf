import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { CombinedError } from 'urql';
import { plural } from '~/components/format';
import { notifyFailed } from '~/components/notify';
import { isOffline } from '~/graphql/errors';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { BulkDialog } from '../bulk/BulkDialog';
import { RowDrawer } from '../details/RowDrawer';
import { ExportMenu } from '../export/ExportMenu';
import { FindBar } from '../find/FindBar';
import { useFind } from '../find/useFind';
import { columnIds } from '../grid/columnIds';
import { inOrder } from '../grid/columnLooks';
import type { GridHandle } from '../grid/RowGrid';
import { useColumnLooks } from '../grid/useColumnLooks';
import type { BatchSearch } from '../search';
import { sheetColumn } from '../sheet/column';
import { Conflicts } from '../sheet/Conflicts';
import { Selection } from '../sheet/selection';
import { SheetFooter } from '../sheet/SheetFooter';
import { SheetTools } from '../sheet/SheetTools';
import { useSheet } from '../sheet/useSheet';
import { ColumnsMenu } from './ColumnsMenu';
import { rowRights } from './rights';
import { rowColumnFragment, type GridRow } from './row';
import { rowFilterOf, rowOrderOf } from './rowFilter';
import { RowFilters, rowFiltersFragment } from './RowFilters';
import classes from './RowsPanel.module.css';
import { RowTools } from './RowTools';
import type { Scope } from './scope';
import { useRowFeed } from './useRowFeed';
import { useRowStore } from './useRowStore';
import { useTotals } from './useTotals';

const RowGrid = lazy(() => import('../grid/RowGrid'));

export const rowsPanelFragment = graphql(
  `
    fragment RowsPanel on Batch {
      id
      number
      state
      allowedActions
      type {
        key
      }
      columns {
        ...RowColumn
      }
      ...RowFilters
    }
  `,
  [rowColumnFragment, rowFiltersFragment],
);

const executionStates = ['EXECUTING', 'FAILED', 'CANCELED', 'EXECUTED', 'REVERTING', 'REVERTED'];

/** The rows of a batch: to filter, find, edit, remove and restore, one by one or many at once. */
export function RowsPanel({
  batch: masked,
  search,
  onSearch,
}: {
  batch: FragmentOf<typeof rowsPanelFragment>;
  search: BatchSearch;
  onSearch: (changes: Partial<BatchSearch>) => void;
}) {
  const batch = readFragment(rowsPanelFragment, masked);
  const where = rowFilterOf(search);
  const store = useRowStore(batch.id, batch.columns, search);
  const feed = useRowFeed(batch.id);
  const totals = useTotals(batch.id, where, feed);
  const { sheet, state } = useSheet(batch.id, store);
  const [selection] = useState(() => new Selection());
  const grid = useRef<GridHandle>(null);
  const tools = useRef<HTMLDivElement>(null);
  const find = useFind(batch.id, where, rowOrderOf(search));
  const [finding, findBar] = useDisclosure(false);
  const [changing, bulk] = useDisclosure(false);
  const [details, setDetails] = useState<GridRow | null>(null);
  const [ticked, setTicked] = useState<GridRow[]>([]);
  const [clearing, setClearing] = useState(0);
  const [total, setTotal] = useState<number>();
  const activeRow = useSyncExternalStore(
    selection.subscribe,
    () => selection.range?.anchor.row ?? null,
  );
  useHotkeys([['mod+F', findBar.open]]);
  useEffect(() => selection.put(null), [selection, store]);

  const filtered = Object.keys(where).length > 0;
  const rights = rowRights(batch.allowedActions);
  const withOutcome = executionStates.includes(batch.state);
  // What is done to all that are shown is done to each of them.
  const isScope = rights.tick !== 'failed' || where.outcome === 'FAILED';
  const shown: Extract<Scope, { kind: 'shown' }> | undefined =
    total !== undefined && isScope ? { kind: 'shown', where, count: total, filtered } : undefined;
  const scopes: Scope[] = [
    ...(ticked.length > 0 ? [{ kind: 'ticked' as const, rows: ticked }] : []),
    ...(shown ? [shown] : []),
  ];

  const columnLooks = useColumnLooks(batch.type.key);
  const ids = columnIds(batch.columns, withOutcome);
  const choices = inOrder(ids, columnLooks.looks).map((id) => ({
    id,
    title: sheetColumn(id, batch.columns)?.title ?? id,
    shown: columnLooks.looks.find((look) => look.id === id)?.hidden !== true,
  }));

  const onFailed = useCallback((error: unknown) => {
    const known = error instanceof CombinedError;
    // The whole page says so then, and the rows are read again when the connection is back.
    if (known && isOffline(error)) return;
    notifyFailed('Rows can’t be loaded', known ? error : String(error));
  }, []);
  const showMatch = async (text: string, forward: boolean) => {
    const from = activeRow === null ? undefined : store.rowAt(activeRow);
    const match = await find.find(text, forward, from?.id ?? null);
    if (match) grid.current?.showRow(match.row);
  };
  const closeFind = () => {
    findBar.close();
    find.reset();
    grid.current?.focus();
  };

  return (
    <section className={classes.panel} aria-label="Rows">
      <RowFilters batch={batch} search={search} withOutcome={withOutcome} onSearch={onSearch} />
      <RowTools
        ref={tools}
        batchId={batch.id}
        ticked={ticked}
        shown={shown}
        rights={rights}
        onChangeMany={bulk.open}
        onDone={() => setClearing((times) => times + 1)}
      >
        <SheetTools
          canEdit={rights.edit !== 'none'}
          canUndo={state.canUndo}
          canRedo={state.canRedo}
          onUndo={() => void sheet.undo()}
          onRedo={() => void sheet.redo()}
          onFind={findBar.open}
          onDetails={activeRow === null ? null : () => setDetails(store.rowAt(activeRow) ?? null)}
        >
          {batch.allowedActions.includes('EXPORT') && total !== undefined && (
            <ExportMenu
              batchId={batch.id}
              label="Export"
              what={`${filtered ? 'These' : 'All'} ${plural(total, 'row')}`}
              rows={{ where, orderBy: rowOrderOf(search) }}
            />
          )}
          <ColumnsMenu
            columns={choices}
            onShow={(id, show) => columnLooks.show(id, show, ids)}
            onReset={columnLooks.reset}
          />
        </SheetTools>
      </RowTools>
      {finding && (
        <FindBar
          state={find.state}
          busy={find.busy}
          onFind={(text, forward) => void showMatch(text, forward)}
          onType={find.reset}
          onClose={closeFind}
        />
      )}
      <Conflicts
        conflicts={state.conflicts}
        columns={batch.columns}
        onSettle={(conflicts, keep) => void sheet.settle(conflicts, keep)}
      />
      <div className={classes.grid}>
        <Suspense fallback={<Skeleton h="100%" />}>
          <RowGrid
            ref={grid}
            store={store}
            sheet={sheet}
            selection={selection}
            columnLooks={columnLooks}
            label={`Rows of batch ${batch.number}`}
            rights={rights}
            withOutcome={withOutcome}
            sort={search.sort}
            desc={search.desc}
            feed={feed}
            clearing={clearing}
            onSort={(sort, desc) => onSearch({ sort, desc })}
            onSelect={setTicked}
            onTotal={setTotal}
            onFailed={onFailed}
            onDetails={setDetails}
            onLeave={() => tools.current?.querySelector('button')?.focus()}
          />
        </Suspense>
      </div>
      <SheetFooter port={store} total={total} totals={totals} selection={selection} />
      <VisuallyHidden aria-live="polite">{state.message}</VisuallyHidden>
      {scopes[0] && (
        <BulkDialog
          opened={changing}
          batchId={batch.id}
          columns={batch.columns}
          scopes={scopes as [Scope, ...Scope[]]}
          onClose={bulk.close}
        />
      )}
      <RowDrawer
        row={details}
        batchId={batch.id}
        columns={batch.columns}
        feed={feed}
        rights={rights}
        onClose={() => setDetails(null)}
      />
    </section>
  );
}
