import { asTheyCome, aColumn, aRow } from '~/testing/rows';
import type { SaveRows } from '../rows/editQueue';
import type { GridRow } from '../rows/row';
import { RowStore } from '../rows/rowStore';
import { sheetColumn } from './column';
import type { Box } from './range';
import { Sheet } from './sheet';

const batchColumns = [
  aColumn({ key: 'sku', title: 'SKU', type: 'TEXT', editable: false }),
  aColumn({ min: '0' }),
  aColumn({ key: 'quantity', title: 'Quantity', type: 'INTEGER', nullable: true }),
];
const columns = ['sequence', 'sku', 'price', 'quantity'].map((id) =>
  sheetColumn(id, batchColumns)!,
);
const [price, quantity] = [2, 3];

/** A sheet over rows that a fake server keeps. */
async function aSheet(count = 4) {
  const rows = new Map<string, GridRow>();
  for (let n = 1; n <= count; n++) {
    const values = { sku: `A${n}`, price: `${n}.00`, quantity: n };
    rows.set(`row-${n}`, aRow({ id: `row-${n}`, sequence: n, values }));
  }
  const all = () => [...rows.values()];
  /** Somebody changes cells of a row. */
  const change = (id: string, values: GridRow['values']): GridRow => {
    const row = rows.get(id)!;
    const changed = { ...row, version: row.version + 1, values: { ...row.values, ...values } };
    rows.set(id, changed);
    return changed;
  };
  const requests: number[] = [];
  const save: SaveRows = (changes) => {
    requests.push(changes.length);
    const stale = changes.filter(({ id, version }) => rows.get(id)?.version !== version);
    const fresh = changes.filter((one) => !stale.includes(one));
    return Promise.resolve({
      rows: fresh.map(({ id, values }) => change(id, values)),
      rejected: stale.map(({ id }) => {
        const why = { code: 'CONFLICT', message: 'Changed.', field: null };
        return { id, ...why, row: rows.get(id) ?? null };
      }),
    });
  };
  const store = new RowStore(
    batchColumns,
    (offset, first) =>
      Promise.resolve({ rows: all().slice(offset, offset + first), total: rows.size }),
    (ids) => Promise.resolve(all().filter(({ id }) => ids.includes(id))),
    asTheyCome,
  );
  await store.load(0, Math.min(count, 100));
  const complaints: string[] = [];
  const sheet = new Sheet(store, save, (title, reasons) =>
    complaints.push(`${title}: ${reasons.join(' ')}`),
  );
  const cells = (column: string) => all().map(({ values }) => values[column]);
  return { sheet, store, requests, complaints, change, cells };
}

const box = (top: number, left: number, bottom = top, right = left): Box => ({
  top,
  left,
  bottom,
  right,
});

test('copies a range, and pastes it as it was', async () => {
  const { sheet, cells } = await aSheet();
  const text = sheet.copy(box(0, price, 1, quantity), columns);
  expect(text).toBe('1.00\t1\r\n2.00\t2');
  await sheet.paste(text as string, box(2, price), columns);
  expect(cells('price')).toEqual(['1.00', '2.00', '1.00', '2.00']);
  expect(cells('quantity')).toEqual([1, 2, 1, 2]);
  expect(sheet.state.message).toBe('Pasted into 4 cells.');
});

test('pastes what it can, and answers for the rest', async () => {
  const { sheet, cells, complaints } = await aSheet();
  await sheet.paste('9\nfree\n8\n7\n6', box(0, price), columns);
  expect(cells('price')).toEqual(['9', '2.00', '8', '7']);
  expect(sheet.state.message).toBe('Pasted into 3 cells; 1 cell refused.');
  expect(sheet.refusals.reasonFor('row-2', 'price')).toBe(
    '“free”: Price must be a number like 12.50.',
  );
  expect(complaints).toEqual([
    'Not saved: Row 2: Price must be a number like 12.50.',
    'Not all of it was pasted: 1 row did not fit.',
  ]);
  await sheet.paste('3', box(1, price), columns);
  expect(sheet.refusals.reasonFor('row-2', 'price')).toBeUndefined();
});

test('fills down from the first row, or from the row above', async () => {
  const { sheet, cells } = await aSheet();
  await sheet.fillDown(box(0, 1, 2, quantity), columns);
  expect(cells('price')).toEqual(['1.00', '1.00', '1.00', '4.00']);
  expect(cells('quantity')).toEqual([1, 1, 1, 4]);
  await sheet.fillDown(box(3, price), columns);
  expect(cells('price')).toEqual(['1.00', '1.00', '1.00', '1.00']);
  expect(cells('sku')).toEqual(['A1', 'A2', 'A3', 'A4']);
});

test('empties the cells that may be empty', async () => {
  const { sheet, cells, complaints } = await aSheet();
  await sheet.clear(box(0, price, 1, quantity), columns);
  expect(cells('quantity')).toEqual([null, null, 3, 4]);
  expect(complaints).toEqual([
    'Not saved: Row 1: Price can’t be empty. Row 2: Price can’t be empty.',
  ]);
});

test('undoes and redoes one gesture a step', async () => {
  const { sheet, cells, requests } = await aSheet();
  await sheet.paste('9', box(0, price, 3, price), columns);
  await sheet.paste('5', box(0, quantity, 1, quantity), columns);
  await sheet.undo();
  expect(cells('quantity')).toEqual([1, 2, 3, 4]);
  expect(sheet.state).toMatchObject({
    message: 'Undone: pasting into 2 cells.',
    canUndo: true,
    canRedo: true,
  });
  await sheet.undo();
  expect(cells('price')).toEqual(['1.00', '2.00', '3.00', '4.00']);
  await Promise.all([sheet.redo(), sheet.redo()]);
  expect(cells('price')).toEqual(['9', '9', '9', '9']);
  expect(cells('quantity')).toEqual([5, 5, 3, 4]);
  expect(sheet.state).toMatchObject({ canUndo: true, canRedo: false });
  expect(requests).toHaveLength(6);
});

test('does not undo what someone else has changed since', async () => {
  const { sheet, cells, change, complaints } = await aSheet();
  await sheet.paste('9', box(0, price, 1, price), columns);
  change('row-2', { price: '7.77' });
  await sheet.undo();
  expect(cells('price')).toEqual(['1.00', '7.77', '3.00', '4.00']);
  expect(complaints).toEqual([
    'Not all was undone: Row 2 has changed since then, and was left alone.',
  ]);
  await sheet.redo();
  expect(cells('price')).toEqual(['9', '7.77', '3.00', '4.00']);
});

test('undoes edits that are still on their way', async () => {
  const { sheet, store, cells } = await aSheet();
  const row = store.rowAt(0)!;
  void sheet.edit(row, columns[price]!, '9');
  await sheet.undo();
  expect(cells('price')[0]).toBe('1.00');
});

test('asks which value to keep when someone else was faster', async () => {
  const { sheet, store, cells, change } = await aSheet();
  const column = columns[price]!;
  const seen = store.rowAt(0)!;
  change('row-1', { price: '8.00' });
  await sheet.edit(seen, column, '9');
  expect(sheet.state.conflicts).toMatchObject([{ column: 'price', mine: '9', theirs: '8.00' }]);
  expect(cells('price')[0]).toBe('8.00');
  const [conflict] = sheet.state.conflicts;
  await sheet.settle([conflict!], 'mine');
  expect(sheet.state.conflicts).toEqual([]);
  expect(cells('price')[0]).toBe('9');
  await sheet.undo();
  expect(cells('price')[0]).toBe('8.00');
});

test('lets their value stand', async () => {
  const { sheet, store, cells, change } = await aSheet();
  const seen = store.rowAt(0)!;
  change('row-1', { price: '8.00' });
  await sheet.edit(seen, columns[price]!, '9');
  await sheet.settle(sheet.state.conflicts, 'theirs');
  expect(sheet.state).toMatchObject({ conflicts: [], canUndo: false });
  expect(cells('price')[0]).toBe('8.00');
});

test('reads the rows it needs, as far as they are not loaded', async () => {
  const { sheet, cells } = await aSheet(2_000);
  const text = await sheet.copy(box(0, price, 1_499, price), columns);
  expect(text?.split('\r\n')).toHaveLength(1_500);
  await sheet.paste('5', box(100, price, 1_299, price), columns);
  expect(cells('price').filter((value) => value === '5')).toHaveLength(1_200);
  await sheet.undo();
  expect(cells('price')[1_000]).toBe('1001.00');
});

test('does not try what is too much', async () => {
  const { sheet, complaints } = await aSheet();
  expect(sheet.copy(box(0, 0, 10_000, 0), columns)).toBeNull();
  await sheet.clear(box(0, 0, 999_999, 3), columns);
  expect(complaints.map((text) => text.split(':')[0])).toEqual([
    'Not copied',
    'Nothing was changed',
  ]);
});
