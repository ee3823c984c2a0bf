import { formatCount } from '~/components/format';

/** What an import has done, or would do. */
export type ImportCounts = {
  lines: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  deleted: number;
  kept: number;
};

/** The numbers with their names; those of what is rare only if there is any. */
export function importFacts(counts: ImportCounts): { label: string; value: string }[] {
  const facts: [label: string, count: number, rare?: boolean][] = [
    ['Lines', counts.lines],
    ['Created', counts.created],
    ['Changed', counts.updated],
    ['Unchanged', counts.unchanged],
    ['Deleted or out of use', counts.deleted, true],
    ['Kept, as in use', counts.kept, true],
    ['Rejected', counts.rejected, true],
  ];
  return facts
    .filter(([, count, rare]) => !rare || count > 0)
    .map(([label, count]) => ({ label, value: formatCount(count) }));
}
