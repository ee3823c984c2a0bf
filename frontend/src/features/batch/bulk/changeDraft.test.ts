import { aColumn } from '~/testing/rows';
import { operationsFor, readDraft, type ChangeDraft } from './changeDraft';

const draft = (fields: Partial<ChangeDraft>): ChangeDraft => ({
  column: 'price',
  operation: 'SET',
  value: '',
  find: '',
  ...fields,
});

test('calculates with numbers and replaces in texts', () => {
  const titles = (type: 'MONEY' | 'TEXT' | 'BOOLEAN') =>
    operationsFor({ type }).map(({ title }) => title);
  expect(titles('MONEY')).toEqual(['Set', 'Add', 'Multiply', 'Round']);
  expect(titles('TEXT')).toEqual(['Set', 'Replace text']);
  expect(titles('BOOLEAN')).toEqual(['Set']);
});

const good: [fields: Partial<ChangeDraft>, change: object][] = [
  [{ value: ' 5 ' }, { operation: 'SET', value: '5' }],
  [
    { operation: 'ADD', value: '-0.10' },
    { operation: 'ADD', value: '-0.10' },
  ],
  [
    { operation: 'ROUND', value: '0.05' },
    { operation: 'ROUND', value: '0.05' },
  ],
  [
    { operation: 'REPLACE', find: ' mug', value: '' },
    { operation: 'REPLACE', find: ' mug', value: '' },
  ],
];
test.each(good)('%j is the change %j', (fields, change) => {
  expect(readDraft(draft(fields), aColumn())).toEqual({ change: { column: 'price', ...change } });
});

const bad: [fields: Partial<ChangeDraft>, errors: object][] = [
  [{ value: 'cheap' }, { value: 'Price must be a number like 12.50.' }],
  [{ value: '' }, { value: 'Price can’t be empty.' }],
  [
    { operation: 'MULTIPLY', value: '1.0000001' },
    { value: 'A number like 12.50, with at most 6 decimals.' },
  ],
  [{ operation: 'ROUND', value: '0' }, { value: 'A number greater than 0.' }],
  [{ operation: 'REPLACE', value: 'x' }, { find: 'Say which text to look for.' }],
];
test.each(bad)('%j is wrong: %j', (fields, errors) => {
  expect(readDraft(draft(fields), aColumn())).toEqual({ errors });
});
