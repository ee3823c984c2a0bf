import { guessMapping, importerMapping, lineFields } from './fields';

const fields = [
  { name: 'key', title: 'Code', synonyms: ['SKU', 'StockCode'], key: true },
  { name: 'description', title: 'Description', synonyms: ['Text'], key: false },
  { name: 'price', title: 'Price', synonyms: ['Unit price'], key: false },
];
const columns = ['Stock_Code', 'text', 'UNIT PRICE', 'Price', 'Code 2'].map((name) => ({ name }));

test('columns are guessed by what else sources call a field, each once', () => {
  expect(guessMapping(fields, columns)).toEqual([
    { field: 'key', column: 'Stock_Code' },
    { field: 'description', column: 'text' },
    { field: 'price', column: 'Price' },
  ]);
  expect(guessMapping(fields, [{ name: 'Weight' }])).toEqual([]);
});

test('only the key has to be mapped', () => {
  expect(lineFields(fields).map(({ required }) => required)).toEqual([true, false, false]);
});

test('a mapping goes to the server by the headers of the file', () => {
  const named = [
    { name: 'Price', header: 'Price' },
    { name: 'Price 2', header: 'Price' },
    { name: 'Column 3', header: '' },
  ];
  expect(importerMapping({ price: 'Price', cost: 'Column 3' }, named)).toEqual({
    price: 'Price',
    cost: 'Column 3',
  });
});
