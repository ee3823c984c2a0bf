import type { IDatasource } from 'ag-grid-community';
import type { RowStore } from '../rows/rowStore';

/** Gives the grid the rows of a store; the ones known from before while they can't be read. */
export function datasource(
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
