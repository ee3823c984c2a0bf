import { defaults } from './search';
import { orderOf, searchOf, whereOf } from './where';

test('finds the address that asks for conditions', () => {
  const search = {
    ...defaults,
    overdue: true,
    sort: 'DUE_ON' as const,
    desc: false,
    search: 'milk',
    type: 'pricing',
    state: ['OPEN' as const],
    mine: true,
  };
  expect({ ...defaults, ...searchOf(whereOf(search)!, orderOf(search)) }).toEqual(search);
  expect({ ...defaults, ...searchOf({}, null) }).toEqual(defaults);
});

test('has no address for what the page can’t show', () => {
  expect(searchOf({ createdAt: { lt: '2026-01-01T00:00:00Z' } }, null)).toBeNull();
  expect(searchOf({ type: { ne: 'pricing' } }, null)).toBeNull();
});
