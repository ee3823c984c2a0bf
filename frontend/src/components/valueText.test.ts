import { fieldLabel, isFields, valueText } from './valueText';

test('values read as people would write them', () => {
  expect(valueText({ count: 6, unit: 'piece', size: null })).toBe('count 6 · unit piece');
  expect(valueText(['a', 2, true, false])).toBe('a, 2, yes, no');
  expect(valueText({ text: 'pack of 6', count: 6 })).toBe('pack of 6');
  expect(valueText({ likeliest: { count: 2 } })).toBe('likeliest count 2');
  expect([null, undefined, {}, []].map(valueText)).toEqual(['', '', '', '']);
});

test('only objects have fields', () => {
  expect([{}, [], null, 'a', 1].map(isFields)).toEqual([true, false, false, false, false]);
});

test('fields are called as people write', () => {
  expect(['unitPrice', 'unit_price', 'count'].map(fieldLabel)).toEqual([
    'Unit price',
    'Unit price',
    'Count',
  ]);
});
