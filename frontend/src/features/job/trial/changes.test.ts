import { fieldChanges } from './changes';

test('what changes comes first, what is empty does not come at all', () => {
  const before = { sku: 'A1', size: '', note: null };
  const after = { sku: 'A1', size: 'pack of 6', note: null };
  expect(fieldChanges(before, after)).toEqual([
    { field: 'size', before: '', after: 'pack of 6', changed: true },
    { field: 'sku', before: 'A1', after: 'A1', changed: false },
  ]);
});

test('an item of which nothing is known has no changes', () => {
  expect(fieldChanges(null, null)).toEqual([]);
});
