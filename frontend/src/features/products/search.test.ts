import { defaultParseSearch, defaultStringifySearch } from '@tanstack/react-router';
import { defaults, productsSearch, type ProductsSearch } from './search';

type Raw = Parameters<typeof productsSearch.validateSearch>[0];

const read = (raw: object) => productsSearch.validateSearch(raw as Raw);

test('starts with the defaults', () => {
  expect(read({})).toEqual(defaults);
});

test('survives the way through the address bar', () => {
  const search: ProductsSearch = {
    ...defaults,
    search: '0012',
    department: ['RGVwYXJ0bWVudDox'],
    min: '1.50',
    active: 'yes',
    where: { or: [{ price: { gte: '1', lte: '2' } }, { not: { sku: { contains: 'x' } } }] },
    sort: 'PRICE',
    desc: true,
    size: 100,
    after: 'c3Vyc29y',
  };
  expect(read(defaultParseSearch(defaultStringifySearch(search)))).toEqual(search);
});

test('replaces what makes no sense by the defaults', () => {
  const raw = { sort: 'COLOR', size: 7, active: 1, min: 'x', where: 'drop table', desc: 'yes' };
  expect(read(raw)).toEqual(defaults);
});

test('takes numbers in the address as texts', () => {
  expect(read({ search: 85123, min: 2, department: 'one' })).toEqual({
    ...defaults,
    search: '85123',
    min: '2',
    department: ['one'],
  });
});
