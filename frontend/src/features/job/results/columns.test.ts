import { columnsOf, valueAt } from './columns';

test('columns are the fields of all results', () => {
  expect(columnsOf([{ count: 6, unit: 'piece' }, { size: '1.5' }, null])).toEqual([
    'count',
    'unit',
    'size',
  ]);
  expect(columnsOf(['plain', 2])).toEqual([]);
});

test('a result that is no object stands in the first column', () => {
  expect(valueAt({ count: 6 }, 'count', false)).toBe(6);
  expect(valueAt('plain', 'count', true)).toBe('plain');
  expect(valueAt('plain', 'unit', false)).toBeNull();
});
