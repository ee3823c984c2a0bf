import { readPasted } from './pasted';

const fields = [
  { column: 'sku', title: 'SKU' },
  { column: 'newPrice', title: 'New price' },
  { column: 'size', title: 'Size' },
];

test('takes the fields in their order when nothing names them', () => {
  expect(readPasted('00123\t1.50\r\n00124\t2\r\n', fields)).toEqual({
    fields: [fields[0], fields[1]],
    named: false,
    lines: [
      { sku: '00123', newPrice: '1.50' },
      { sku: '00124', newPrice: '2' },
    ],
  });
});

test('goes by the first line when that names fields, in any order', () => {
  const { named, fields: found, lines } = readPasted('new PRICE\tNote\tsku\n3\tx\tA\n', fields);
  expect(named).toBe(true);
  expect(found).toEqual([fields[1], null, fields[0]]);
  expect(lines).toEqual([{ sku: 'A', newPrice: '3' }]);
});

test('leaves out what is blank, and cells beyond the fields', () => {
  expect(readPasted('\n \t \nA\t\t\tmore\n\n', fields).lines).toEqual([{ sku: 'A' }]);
  expect(readPasted('', fields).lines).toEqual([]);
});
