import { reportFacts } from './reportFacts';

const nothing = {
  headerLines: 0,
  rowsMade: 0,
  partial: 0,
  rejected: 0,
  leftOut: 0,
  blank: 0,
  continued: 0,
  duplicates: 0,
  inOpenBatches: 0,
};

test('says what became of the lines, and nothing of what there is none of', () => {
  expect(reportFacts(nothing)).toEqual(['0 rows made']);
  const counts = { ...nothing, headerLines: 1, rowsMade: 1180, partial: 3, rejected: 20, blank: 4 };
  expect(reportFacts(counts)).toEqual([
    '1,180 rows made (3 of them in part)',
    '20 rejected',
    '4 blank',
    '1 heading',
  ]);
});
