import { delimiterChoices, formatInput, kindTitle, overrule, overruleType } from './format';
import type { FileFormat } from './inspection';

const column = {
  name: 'Price',
  header: 'Price',
  type: 'money',
  decimal: ',',
  dateOrder: '',
  currency: '€',
  serial: '',
};
const format: FileFormat = {
  kind: 'delimited',
  compression: 'gzip',
  encoding: 'windows-1252',
  lineEnd: '',
  delimiter: ';',
  quote: '"',
  sheet: '',
  header: -1,
  decimal: ',',
  dateOrder: '',
  columns: [column],
};

test('sends what was found out, and nothing that is not known', () => {
  expect(formatInput(format)).toEqual({
    kind: 'delimited',
    compression: 'gzip',
    encoding: 'windows-1252',
    delimiter: ';',
    quote: '"',
    header: -1,
    decimal: ',',
    columns: [{ name: 'Price', header: 'Price', type: 'money', decimal: ',', currency: '€' }],
  });
  expect(formatInput({ ...format, kind: 'jsonl', header: 0 })).not.toHaveProperty('header');
});

test('keeps what was said, and of columns while they stay the same', () => {
  const typed = overruleType({ encoding: 'utf-8' }, 'Price', 'text');
  expect(overruleType(typed, 'Price', 'decimal').columns).toEqual([
    { name: 'Price', type: 'decimal' },
  ]);
  expect(overrule(typed, { decimal: '.' })).toEqual({ ...typed, decimal: '.' });
  expect(overrule(typed, { delimiter: ',' })).toEqual({ encoding: 'utf-8', delimiter: ',' });
});

test('offers a delimiter that is not a usual one', () => {
  expect(delimiterChoices(';')).toHaveLength(4);
  expect(delimiterChoices('~').at(-1)).toEqual({ value: '~', label: '“~”' });
});

test('says what kind of file it is', () => {
  expect(kindTitle(format)).toBe('Delimited text, gzipped');
  expect(kindTitle({ ...format, kind: 'xlsx', compression: 'none' })).toBe('Excel workbook');
});
