import { plural } from '~/components/format';
import type { graphql } from '~/graphql/graphql';

export type BatchEventKind = ReturnType<typeof graphql.scalar<'BatchEventKind'>>;

const titles: Record<BatchEventKind, string> = {
  CREATED: 'Created',
  POPULATED: 'Populated',
  DESCRIBED: 'Description, notes or dates changed',
  EDITED: 'Many changed at once',
  REMOVED: 'Many removed at once',
  RESTORED: 'Many restored at once',
  ADDED: 'Rows added',
  REFRESHED: 'Refreshed from the products',
  COMPLETED: 'Marked complete',
  REOPENED: 'Reopened for editing',
  APPROVED: 'Approved',
  UNAPPROVED: 'No longer approved',
  STARTED: 'Execution started',
  EXECUTED: 'Executed',
  RETRIED: 'Failed rows executed again',
  FAILED: 'Execution failed',
  CANCELED: 'Execution canceled',
  UNDO_STARTED: 'Undo started',
  UNDO_STOPPED: 'Undo stopped half-way',
  REVERTED: 'Undone',
  PURGE_STARTED: 'Purge started',
  PURGE_STOPPED: 'Purge stopped half-way',
  PURGED: 'Purged',
};

/** An event in words: "Populated: 4,070 rows". */
export function eventWords(kind: BatchEventKind, rowCount: number | null): string {
  // A server may be newer than the page.
  const title = (titles as Record<string, string | undefined>)[kind] ?? kind;
  return rowCount === null ? title : `${title}: ${plural(rowCount, 'row')}`;
}

/** A change of the header, as history has it: {field: [from, to]}. */
export function headerChanges(changes: unknown): { field: string; from: unknown; to: unknown }[] {
  if (typeof changes !== 'object' || changes === null) return [];
  return Object.entries(changes).flatMap(([field, change]) => {
    if (!Array.isArray(change)) return [];
    const [from, to] = change as unknown[];
    return [{ field, from, to }];
  });
}
