import { aColumn, aRow } from '~/testing/rows';
import { sheetColumn } from './column';
import { patchRows } from './patch';

const batchColumns = [
  aColumn({ key: 'sku', title: 'SKU', type: 'TEXT', editable: false }),
  aColumn(),
  aColumn({ key: 'quantity', title: 'Quantity', type: 'INTEGER', min: '0' }),
];
const columns = ['sequence', 'sku', 'price', 'quantity', 'status'].map((id) =>
  sheetColumn(id, batchColumns)!,
);
const rows = [1, 2].map((sequence) =>
  aRow({
    id: `row-${sequence}`,
    sequence,
    values: { sku: `A${sequence}`, price: '5.00', quantity: 1 },
  }),
);

/** Writes lines of texts from the first row and this column on. */
function write(texts: string[][], left: number, into = rows) {
  const right = left + (texts[0]?.length ?? 0) - 1;
  return patchRows(
    into,
    { top: 7, left, bottom: 7 + into.length - 1, right },
    columns,
    (place) => texts[place.row - 7]?.[place.column - left],
  );
}

test('makes one patch a row, of the cells that change', () => {
  const { patches, refused, cells } = write(
    [
      ['6', '2'],
      ['5', '3'],
    ],
    2,
  );
  expect(patches).toEqual([
    { base: rows[0], values: { price: '6', quantity: 2 } },
    { base: rows[1], values: { quantity: 3 } },
  ]);
  expect(cells).toBe(3);
  expect(refused).toEqual([]);
});

test('refuses what can’t be a value, and takes the rest', () => {
  const { patches, refused } = write(
    [
      ['cheap', '2'],
      ['6', '-1'],
    ],
    2,
  );
  expect(patches.map(({ values }) => values)).toEqual([{ quantity: 2 }, { price: '6' }]);
  expect(refused).toEqual([
    { row: rows[0], column: 'price', text: 'cheap', reason: 'Price must be a number like 12.50.' },
    { row: rows[1], column: 'quantity', text: '-1', reason: 'Quantity must be at least 0.' },
  ]);
});

test('does not mind to be told again what can’t be edited', () => {
  const line = ['1', 'A1', '6', '1', 'OK'];
  expect(write([line], 0, rows.slice(0, 1)).refused).toEqual([]);
  expect(write([['1', 'B9']], 0, rows.slice(0, 1)).refused.map(({ reason }) => reason)).toEqual([
    'SKU can’t be edited.',
  ]);
});

test('leaves removed rows alone', () => {
  const removed = [aRow({ removed: true, values: { sku: 'A1', price: '5.00', quantity: 1 } })];
  expect(write([['6', '1']], 2, removed)).toMatchObject({
    patches: [],
    refused: [{ column: 'price', reason: 'The row is removed. Restore it to change it.' }],
  });
});
