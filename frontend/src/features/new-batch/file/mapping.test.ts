import { checkMapping, currentMapping, fieldsFrom, mappingInput, type LineField } from './mapping';

const field = (column: string, more: Partial<LineField> = {}): LineField => ({
  column,
  title: column.toUpperCase(),
  required: false,
  matches: false,
  ...more,
});
const fields = [
  field('sku', { matches: true }),
  field('gtin', { matches: true }),
  field('price', { required: true }),
  field('size'),
];
const named = (...names: string[]) => ({
  columns: names.map((name) => ({
    name,
    header: name,
    type: 'text',
    decimal: '',
    dateOrder: '',
    currency: '',
    serial: '',
  })),
});
const inspection = {
  format: named('Code', 'Amount', 'Net'),
  mapping: [
    { field: 'sku', column: 'Code' },
    { field: 'price', column: 'Amount' },
  ],
};

test('goes by what is suggested until the user says something else', () => {
  expect(currentMapping(fields, inspection, {})).toEqual({ sku: 'Code', price: 'Amount' });
  const choices = { price: 'Net', sku: '', size: 'Code' };
  expect(currentMapping(fields, inspection, choices)).toEqual({ price: 'Net', size: 'Code' });
});

test('forgets a choice of a column that is gone', () => {
  const other = { format: named('Code', 'Amount'), mapping: inspection.mapping };
  expect(currentMapping(fields, other, { price: 'Net' })).toMatchObject({ price: 'Amount' });
});

test('wants what is required, and something that finds products', () => {
  expect(checkMapping(fields, { sku: 'Code', price: 'Net' })).toEqual({});
  expect(checkMapping(fields, { gtin: 'Code' })).toEqual({ price: 'Needed' });
  expect(Object.keys(checkMapping(fields, { price: 'Net' }))).toEqual(['sku', 'gtin']);
  expect(checkMapping([field('note')], {})).toEqual({});
});

test('says which fields a column goes to', () => {
  const mapping = { sku: 'Code', size: 'Code', price: 'Net' };
  expect(fieldsFrom(fields, mapping, 'Code')).toEqual(['SKU', 'SIZE']);
  expect(mappingInput({ price: 'Net' })).toEqual([{ field: 'price', column: 'Net' }]);
});
