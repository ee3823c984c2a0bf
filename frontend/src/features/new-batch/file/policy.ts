import type { graphql } from '~/graphql/graphql';

type BadLines = ReturnType<typeof graphql.scalar<'BadLines'>>;
type Duplicates = ReturnType<typeof graphql.scalar<'Duplicates'>>;

/** What becomes of lines that don't simply make a row. */
export type Policy = {
  badLines: BadLines;
  duplicates: Duplicates;
  leaveOutWaiting: boolean;
};

export const usualPolicy: Policy = {
  badLines: 'SKIP_LINES',
  duplicates: 'KEEP_ALL',
  leaveOutWaiting: false,
};

export const badLines: { value: BadLines; label: string; description: string }[] = [
  {
    value: 'SKIP_LINES',
    label: 'Leave them out',
    description: 'You get a file of them, with the reasons.',
  },
  {
    value: 'KEEP_GOOD_CELLS',
    label: 'Take their good cells',
    description: 'Rows are made without the cells that can’t be read.',
  },
  {
    value: 'REJECT_FILE',
    label: 'Reject the whole file',
    description: 'One bad line, and no rows are made.',
  },
];

export const duplicates: { value: Duplicates; label: string }[] = [
  { value: 'KEEP_ALL', label: 'Make a row of each' },
  { value: 'KEEP_FIRST', label: 'Take the first' },
  { value: 'KEEP_LAST', label: 'Take the last' },
  { value: 'ADD_UP', label: 'Add up the counts' },
];
