import { importFacts } from './importFacts';

const none = {
  lines: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  deleted: 0,
  kept: 0,
};

test('what is rare is told if there is any', () => {
  expect(importFacts(none).map(({ label }) => label)).toEqual([
    'Lines',
    'Created',
    'Changed',
    'Unchanged',
  ]);
  expect(importFacts({ ...none, lines: 1200, rejected: 1 })).toEqual([
    { label: 'Lines', value: '1,200' },
    { label: 'Created', value: '0' },
    { label: 'Changed', value: '0' },
    { label: 'Unchanged', value: '0' },
    { label: 'Rejected', value: '1' },
  ]);
});
