import { Skeleton, VisuallyHidden } from '@mantine/core';
import { lazy, Suspense, useCallback, useState } from 'react';
import { CombinedError } from 'urql';
import { notifyFailed } from '~/components/notify';
import { isOffline } from '~/graphql/errors';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import type { BatchSearch } from '../search';
import { rowColumnFragment, type GridRow } from './row';
import { RowFilters, rowFiltersFragment } from './RowFilters';
import classes from './RowsPanel.module.css';
import { SelectionBar } from './SelectionBar';
import { useRowEdits } from './useRowEdits';
import { useRowStore } from './useRowStore';

const RowGrid = lazy(() => import('../grid/RowGrid'));

export const rowsPanelFragment = graphql(
  `
    fragment RowsPanel on Batch {
      id
      number
      state
      allowedActions
      columns {
        ...RowColumn
      }
      ...RowFilters
    }
  `,
  [rowColumnFragment, rowFiltersFragment],
);

const executionStates = ['EXECUTING', 'FAILED', 'CANCELED', 'EXECUTED', 'REVERTING', 'REVERTED'];

/** The rows of a batch: to filter, edit, remove and restore. */
export function RowsPanel({
  batch: masked,
  search,
  freshness,
  onSearch,
}: {
  batch: FragmentOf<typeof rowsPanelFragment>;
  search: BatchSearch;
  /** Another number means that rows may have changed on the server. */
  freshness: number;
  onSearch: (changes: Partial<BatchSearch>) => void;
}) {
  const batch = readFragment(rowsPanelFragment, masked);
  const store = useRowStore(batch.id, batch.columns, search);
  const { message, edits } = useRowEdits(batch.id, store);
  const [selected, setSelected] = useState<GridRow[]>([]);
  const [clearing, setClearing] = useState(0);
  const [total, setTotal] = useState<number>();
  const filtered = search.removed !== 'yes' && (search.status.length > 0 || search.search !== '');
  const editable = batch.allowedActions.includes('EDIT');
  const withOutcome = executionStates.includes(batch.state);
  const onFailed = useCallback((error: unknown) => {
    const known = error instanceof CombinedError;
    // The whole page says so then, and the rows are read again when the connection is back.
    if (known && isOffline(error)) return;
    notifyFailed('Rows can’t be loaded', known ? error : String(error));
  }, []);

  return (
    <section className={classes.panel} aria-label="Rows">
      <RowFilters batch={batch} search={search} withOutcome={withOutcome} onSearch={onSearch}>
        {editable && (
          <SelectionBar
            batchId={batch.id}
            store={store}
            selected={selected}
            filtered={filtered}
            total={total}
            onDone={() => setClearing((times) => times + 1)}
          />
        )}
      </RowFilters>
      <div className={classes.grid}>
        <Suspense fallback={<Skeleton h="100%" />}>
          <RowGrid
            store={store}
            label={`Rows of batch ${batch.number}`}
            editable={editable}
            withOutcome={withOutcome}
            sort={search.sort}
            desc={search.desc}
            edits={edits}
            freshness={freshness}
            clearing={clearing}
            onSort={(sort, desc) => onSearch({ sort, desc })}
            onSelect={setSelected}
            onTotal={setTotal}
            onFailed={onFailed}
          />
        </Suspense>
      </div>
      <VisuallyHidden aria-live="polite">{message}</VisuallyHidden>
    </section>
  );
}
