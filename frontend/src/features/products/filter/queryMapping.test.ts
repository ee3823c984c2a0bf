import type { RuleGroupType } from 'react-querybuilder';
import type { ProductFilter } from './productFilter';
import { toFilter } from './toFilter';
import { readFilter, toQuery } from './toQuery';

const rule = (field: string, operator: string, value: unknown) => ({ field, operator, value });
const all = (...rules: RuleGroupType['rules']): RuleGroupType => ({ combinator: 'and', rules });
const any = (...rules: RuleGroupType['rules']): RuleGroupType => ({ combinator: 'or', rules });

describe('toFilter', () => {
  const cases: [name: string, query: RuleGroupType, filter: ProductFilter | null][] = [
    ['nothing', all(), null],
    ['a text', all(rule('sku', 'eq', '007')), { and: [{ sku: { eq: '007' } }] }],
    ['any words', all(rule('search', 'has', 'red mug')), { and: [{ search: 'red mug' }] }],
    [
      'not containing',
      all(rule('description', 'containsNot', 'mug')),
      { and: [{ not: { description: { contains: 'mug' } } }] },
    ],
    [
      'a range',
      all(rule('price', 'between', ['1', '2.50'])),
      { and: [{ price: { gte: '1', lte: '2.50' } }] },
    ],
    [
      'emptiness',
      any(rule('cost', 'empty', ''), rule('gtin', 'notEmpty', '')),
      { or: [{ cost: { isNull: true } }, { gtin: { isNull: false } }] },
    ],
    ['a flag', all(rule('active', 'eq', false)), { and: [{ active: { eq: false } }] }],
    [
      'a negated group',
      { ...any(rule('brand', 'eq', 'B1'), rule('brand', 'eq', 'B2')), not: true },
      { not: { or: [{ brand: { eq: 'B1' } }, { brand: { eq: 'B2' } }] } },
    ],
    ['rules without a value', all(rule('sku', 'eq', ''), rule('brand', 'eq', ' ')), null],
    ['a price that is none', all(rule('price', 'gte', '1,5')), null],
    ['half a range', all(rule('price', 'between', ['1', ''])), null],
    ['an unknown field', all(rule('color', 'eq', 'red')), null],
    ['empty groups', all(any(), all(rule('sku', 'eq', ''))), null],
  ];
  test.each(cases)('maps %s', (_name, query, filter) => {
    expect(toFilter(query)).toEqual(filter);
  });
});

describe('toQuery', () => {
  const roundTrips: ProductFilter[] = [
    { and: [{ sku: { startsWith: '00' } }] },
    { or: [{ price: { gt: '5' } }, { price: { lt: '1' } }, { price: { gte: '2', lte: '3' } }] },
    { and: [{ search: 'mug' }, { or: [{ brand: { eq: 'B1' } }, { vendor: { isNull: true } }] }] },
    { not: { and: [{ active: { eq: true } }, { not: { sku: { contains: 'x' } } }] } },
    { and: [{ not: { or: [{ cost: { ne: '1' } }, { department: { ne: 'D' } }] } }] },
  ];
  test.each(roundTrips)('shows what toFilter made: %j', (filter) => {
    expect(toFilter(toQuery(filter))).toEqual(filter);
  });

  test('shows several conditions of one object as all of them', () => {
    const query = toQuery({
      search: 'mug',
      price: { gt: '1', lt: '5' },
      brand: { in: ['A', 'B'] },
    });
    expect(toFilter(query)).toEqual({
      and: [
        { search: 'mug' },
        { price: { gt: '1' } },
        { price: { lt: '5' } },
        { or: [{ brand: { eq: 'A' } }, { brand: { eq: 'B' } }] },
      ],
    });
  });

  test('keeps a double negation', () => {
    const filter = { not: { not: { and: [{ sku: { eq: 'a' } }] } } };
    expect(toFilter(toQuery(filter))).toEqual({
      not: { and: [{ not: { and: [{ sku: { eq: 'a' } }] } }] },
    });
  });
});

test.each([
  undefined,
  null,
  'x',
  7,
  [],
  {},
  { color: 'red' },
  { and: 'x' },
  { price: { gte: {} } },
])('readFilter finds nothing in %j', (raw) => {
  expect(readFilter(raw)).toBeNull();
});
