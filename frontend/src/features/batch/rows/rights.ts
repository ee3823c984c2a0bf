import type { GridRow } from './row';

/** What the user may do with a batch now, as the API says it. */
type Allowed = readonly string[];

/** A choice of rows: all of them, those whose execution has failed, or none. */
export type Which = 'all' | 'failed' | 'none';

/** What may be done with the rows of a batch. */
export type RowRights = {
  /** Whose cells may be edited. Removed rows are restored first. */
  edit: Which;
  /** Which rows may be ticked, to do something with them. */
  tick: Which;
  remove: boolean;
  refresh: boolean;
  /** Execute failed rows again. */
  retry: boolean;
};

export function rowRights(allowed: Allowed): RowRights {
  const remove = allowed.includes('EDIT');
  const correct = allowed.includes('CORRECT');
  const retry = allowed.includes('RETRY');
  const edit = remove ? 'all' : correct ? 'failed' : 'none';
  return {
    edit,
    tick: edit === 'none' && retry ? 'failed' : edit,
    remove,
    refresh: allowed.includes('REFRESH') || correct,
    retry,
  };
}

/** True if a row is one of those. */
export function isAmong(which: Which, { outcome }: GridRow): boolean {
  return which === 'all' || (which === 'failed' && outcome === 'FAILED');
}

/** True if the cells of a row may be edited. */
export function isEditable(which: Which, row: GridRow): boolean {
  return !row.removed && isAmong(which, row);
}
