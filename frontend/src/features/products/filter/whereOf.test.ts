import { defaults } from '../search';
import { searchOf, whereOf } from './whereOf';

test('asks for all products by default', () => {
  expect(whereOf(defaults)).toBeNull();
});

test('joins the filter bar and the advanced conditions', () => {
  const where = whereOf({
    ...defaults,
    search: 'mug',
    department: ['D1', 'D2'],
    min: '1',
    max: '2.50',
    active: 'no',
    where: { or: [{ sku: { eq: 'a' } }] },
  });
  expect(where).toEqual({
    search: 'mug',
    department: { in: ['D1', 'D2'] },
    price: { gte: '1', lte: '2.50' },
    active: { eq: false },
    and: [{ or: [{ sku: { eq: 'a' } }] }],
  });
});

test('leaves an open end of the price range open', () => {
  expect(whereOf({ ...defaults, max: '5' })).toEqual({ price: { lte: '5' } });
});

test('finds the address that asks for conditions', () => {
  const search = {
    ...defaults,
    search: 'milk',
    brand: ['x'],
    min: '1.5',
    active: 'no' as const,
    where: { or: [{ sku: { startsWith: 'a' } }, { cost: { gt: '2' } }] },
  };
  expect({ ...defaults, ...searchOf(whereOf(search)!, null) }).toEqual(search);
  expect({ ...defaults, ...searchOf({}, null) }).toEqual(defaults);
});

test('puts what the bar can’t show into the advanced filter, if that can', () => {
  const where = { price: { gt: '3' } };
  expect({ ...defaults, ...searchOf(where, null) }).toEqual({
    ...defaults,
    where: { and: [where] },
  });
  expect(searchOf({ operation: { isNull: true } }, null)).toBeNull();
});
