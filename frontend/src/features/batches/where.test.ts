import { defaults } from './search';
import { searchOf, whereOf } from './where';

test('finds the address that asks for conditions', () => {
  const search = {
    ...defaults,
    search: 'milk',
    type: 'pricing',
    state: ['OPEN' as const],
    mine: true,
  };
  expect({ ...defaults, ...searchOf(whereOf(search)!) }).toEqual(search);
  expect({ ...defaults, ...searchOf({}) }).toEqual(defaults);
});

test('has no address for what the page can’t show', () => {
  expect(searchOf({ createdAt: { lt: '2026-01-01T00:00:00Z' } })).toBeNull();
  expect(searchOf({ type: { ne: 'pricing' } })).toBeNull();
});
