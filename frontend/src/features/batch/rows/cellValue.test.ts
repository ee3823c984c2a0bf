import { aColumn } from '~/testing/rows';
import { formatCell, parseCell, plainCell, sameCell } from './cellValue';
import type { RowColumn } from './row';

const cases: [column: Partial<RowColumn>, typed: string, parsed: ReturnType<typeof parseCell>][] = [
  [{ type: 'MONEY' }, ' 12.50 ', { value: '12.50' }],
  [{ type: 'MONEY' }, '12,50', { error: 'Price must be a number like 12.50.' }],
  [{ type: 'MONEY', min: '0' }, '-0.01', { error: 'Price must be at least 0.' }],
  [{ type: 'DECIMAL', max: '100' }, '100.5', { error: 'Price must be at most 100.' }],
  [{ type: 'MONEY' }, '1,234.50', { value: '1234.50' }],
  [{ type: 'MONEY' }, '-1,234,567', { value: '-1234567' }],
  [{ type: 'MONEY' }, '1,234', { error: 'Price must be a number like 12.50.' }],
  [{ type: 'MONEY' }, '12,34.5', { error: 'Price must be a number like 12.50.' }],
  [{ type: 'MONEY' }, '1e5', { error: 'Price must be a number like 12.50.' }],
  [{ type: 'INTEGER' }, '3', { value: 3 }],
  [{ type: 'INTEGER' }, '1,234', { value: 1234 }],
  [{ type: 'INTEGER' }, '12,34', { error: 'Price must be a whole number.' }],
  [{ type: 'BOOLEAN' }, 'Yes', { value: true }],
  [{ type: 'BOOLEAN' }, 'FALSE', { value: false }],
  [{ type: 'BOOLEAN' }, 'maybe', { error: 'Price must be yes or no.' }],
  [{ type: 'INTEGER' }, '3.5', { error: 'Price must be a whole number.' }],
  [{ type: 'TEXT' }, '007', { value: '007' }],
  [{ type: 'TEXT', maxLength: 2 }, 'abc', { error: 'Price can have at most 2 characters.' }],
  [{ type: 'DATE' }, '2011-12-09', { value: '2011-12-09' }],
  [{ type: 'DATE' }, '2011-02-29', { error: 'Price must be a day like 2011-12-09.' }],
  [{ nullable: true }, '', { value: null }],
  [{ nullable: false }, ' ', { error: 'Price can’t be empty.' }],
];
test.each(cases)('column %j reads %j as %j', (column, typed, parsed) => {
  expect(parseCell(aColumn(column), typed)).toEqual(parsed);
});

test('shows values in the way of their type', () => {
  expect(formatCell({ type: 'MONEY' }, '1234.5')).toBe('1,234.50');
  expect(formatCell({ type: 'INTEGER' }, 1234)).toBe('1,234');
  expect(formatCell({ type: 'TEXT' }, '0012')).toBe('0012');
  expect(formatCell({ type: 'BOOLEAN' }, true)).toBe('Yes');
  expect(formatCell({ type: 'MONEY' }, null)).toBe('');
});

test('gives values to other programs as they can be read back', () => {
  expect([null, undefined, true, 1234, '0012.50'].map(plainCell)).toEqual([
    '',
    '',
    'TRUE',
    '1234',
    '0012.50',
  ]);
});

test('knows numbers again that are written in another way', () => {
  expect(sameCell({ type: 'MONEY' }, '5', '5.00')).toBe(true);
  expect(sameCell({ type: 'MONEY' }, '-0', '0.00')).toBe(true);
  expect(sameCell({ type: 'DECIMAL' }, '0.50', '.5')).toBe(false);
  expect(sameCell({ type: 'MONEY' }, '12345678901234567.89', '12345678901234567.88')).toBe(false);
  expect(sameCell({ type: 'TEXT' }, '5', '5.00')).toBe(false);
  expect(sameCell({ type: 'MONEY' }, null, '0')).toBe(false);
});
