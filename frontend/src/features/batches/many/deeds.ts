import { plural } from '~/components/format';

/** What can be done with many batches. */
export type Deed = 'refresh' | 'execute' | 'delete';

type Words = {
  label: string;
  /** What it does, and what it does not. */
  explanation: string;
  /** What to tell when it is done; `rows` is how many a refresh has changed. */
  done: (batches: number, rows: number) => string;
};

export const deeds: Record<Deed, Words> = {
  refresh: {
    label: 'Refresh',
    explanation:
      'The rows take over what their products have become, except into cells that people can edit, and are checked again. Only open batches can be refreshed.',
    done: (batches, rows) => `${were(batches)} refreshed; ${plural(rows, 'row')} changed.`,
  },
  execute: {
    label: 'Execute',
    explanation:
      'Batches that are complete take effect, the oldest first. Executions that stopped are resumed. Others are left as they are.',
    done: (batches) =>
      `${plural(batches, 'execution')} ${batches === 1 ? 'has' : 'have'} been started.`,
  },
  delete: {
    label: 'Delete',
    explanation:
      'The batches and all their rows are deleted, with the edits that were made. This can’t be undone. Products are not touched. Batches that were executed stay.',
    done: (batches) => `${were(batches)} deleted.`,
  },
};

function were(batches: number): string {
  return `${plural(batches, 'batch', 'batches')} ${batches === 1 ? 'was' : 'were'}`;
}
