import { aRow } from '~/testing/rows';
import { filtersOf } from './scope';

test('ticked rows go by their ids, a thousand at once', () => {
  const rows = Array.from({ length: 2_001 }, (_, n) => aRow({ id: `row-${n}` }));
  const filters = filtersOf({ kind: 'ticked', rows });
  expect(filters.map(({ ids }) => ids?.length)).toEqual([1_000, 1_000, 1]);
  expect(filters.flatMap(({ ids }) => ids)).toEqual(rows.map(({ id }) => id));
});

test('all that are shown go by the filter', () => {
  const where = { status: ['ok'], removed: false };
  expect(filtersOf({ kind: 'shown', where, count: 5, filtered: true })).toEqual([where]);
});
