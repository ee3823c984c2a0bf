import { asTheyCome, aColumn, aRow } from '~/testing/rows';
import { EditQueue, type RowChange, type SaveAnswer } from './editQueue';
import type { RowValues } from './port';
import { RowStore } from './rowStore';

const columns = [aColumn(), aColumn({ key: 'quantity', title: 'Quantity', type: 'INTEGER' })];
const row = aRow({ values: { price: '5.00', quantity: 1 } });

/** A queue over one loaded row, whose requests the test answers one by one. */
async function aQueue() {
  const rows = () => Promise.resolve({ rows: [row], total: 1 });
  const store = new RowStore(columns, rows, () => Promise.resolve([]), asTheyCome);
  await store.load(0, 1);
  const requests: {
    changes: RowChange[];
    answer: (answer: SaveAnswer | { error: string }) => void;
  }[] = [];
  const queue = new EditQueue(
    store,
    (changes) => new Promise((answer) => requests.push({ changes, answer })),
  );
  /** Changes the row as it is shown, and waits until that is asked of the server if it is not busy. */
  const edit = (values: RowValues) => queue.commit([{ base: store.rowAt(0) ?? row, values }]);
  const asked = (count: number) => vi.waitFor(() => expect(requests).toHaveLength(count));
  return { store, queue, requests, edit, asked };
}

const accepted = (fields: Partial<typeof row>): SaveAnswer => ({
  rows: [{ ...row, ...fields }],
  rejected: [],
});

const rejected = (code: string, message: string, now: typeof row | null = null): SaveAnswer => ({
  rows: [],
  rejected: [{ id: row.id, code, message, field: null, row: now }],
});

test('shows an edit at once and sends the version it was made on', async () => {
  const { store, requests, edit, asked } = await aQueue();
  const done = edit({ price: '6.00' });
  expect(store.rowAt(0)?.values.price).toBe('6.00');
  await asked(1);
  expect(requests[0]?.changes).toEqual([{ id: row.id, version: 1, values: { price: '6.00' } }]);
  requests[0]?.answer(accepted({ version: 2, values: { price: '6.00', quantity: 1 } }));
  expect((await done).saved).toEqual([{ base: row, values: { price: '6.00' } }]);
  expect(store.rowAt(0)?.version).toBe(2);
});

test('builds edits made meanwhile on the versions that the earlier ones make', async () => {
  const { store, queue, requests, edit, asked } = await aQueue();
  void edit({ price: '6.00' });
  void edit({ price: '7.00' });
  void edit({ quantity: 3 });
  await asked(1);
  requests[0]?.answer(accepted({ version: 2, values: { price: '6.00', quantity: 1 } }));
  await asked(2);
  expect(store.rowAt(0)?.values).toEqual({ price: '7.00', quantity: 3 });
  expect(requests[1]?.changes).toEqual([{ id: row.id, version: 2, values: { price: '7.00' } }]);
  requests[1]?.answer(accepted({ version: 3, values: { price: '7.00', quantity: 1 } }));
  await asked(3);
  expect(requests[2]?.changes).toEqual([{ id: row.id, version: 3, values: { quantity: 3 } }]);
  requests[2]?.answer(accepted({ version: 4, values: { price: '7.00', quantity: 3 } }));
  await queue.idle();
  expect(store.rowAt(0)?.version).toBe(4);
});

test('takes back what is refused and says why', async () => {
  const { store, requests, edit, asked } = await aQueue();
  const done = edit({ price: '-1' });
  await asked(1);
  requests[0]?.answer(rejected('INVALID', 'Price must not be negative.'));
  expect((await done).refusals).toEqual([
    { row, column: null, reason: 'Price must not be negative.' },
  ]);
  expect(store.rowAt(0)?.values.price).toBe('5.00');
});

test('gives both values when someone else was faster in the same cell', async () => {
  const { store, requests, edit, asked } = await aQueue();
  const done = edit({ price: '6.00' });
  await asked(1);
  const theirs = aRow({ version: 4, values: { price: '4.50', quantity: 1 } });
  requests[0]?.answer(rejected('CONFLICT', 'Changed.', theirs));
  expect(await done).toEqual({
    saved: [],
    refusals: [],
    conflicts: [{ row: theirs, column: 'price', mine: '6.00', theirs: '4.50' }],
    error: null,
  });
  expect(store.rowAt(0)).toEqual(theirs);
  expect(requests).toHaveLength(1);
});

test('tries again when someone else has changed another cell of the row', async () => {
  const { store, requests, edit, asked } = await aQueue();
  const done = edit({ price: '6.00', quantity: 2 });
  await asked(1);
  const theirs = aRow({ version: 4, values: { price: '5.00', quantity: 9 } });
  requests[0]?.answer(rejected('CONFLICT', 'Changed.', theirs));
  await asked(2);
  expect(store.rowAt(0)?.values).toEqual({ price: '6.00', quantity: 9 });
  expect(requests[1]?.changes).toEqual([{ id: row.id, version: 4, values: { price: '6.00' } }]);
  requests[1]?.answer(accepted({ version: 5, values: { price: '6.00', quantity: 9 } }));
  const outcome = await done;
  expect(outcome.saved).toEqual([{ base: theirs, values: { price: '6.00' } }]);
  expect(outcome.conflicts).toEqual([{ row: theirs, column: 'quantity', mine: 2, theirs: 9 }]);
});

test('notices what someone else did between looking at a row and changing it', async () => {
  const { store, queue, requests, asked } = await aQueue();
  const seen = store.rowAt(0) ?? row;
  store.putRows([aRow({ version: 3, values: { price: '4.50', quantity: 1 } })]);
  void queue.commit([{ base: seen, values: { price: '6.00' } }]);
  await asked(1);
  expect(requests[0]?.changes).toMatchObject([{ version: 1 }]);
});

test('does not insist when a row is removed meanwhile', async () => {
  const { requests, edit, asked } = await aQueue();
  const done = edit({ price: '6.00' });
  await asked(1);
  const gone = aRow({ version: 2, removed: true });
  requests[0]?.answer(rejected('CONFLICT', 'This row is removed.', gone));
  expect((await done).refusals).toEqual([
    { row: gone, column: null, reason: 'This row is removed.' },
  ]);
});

test('takes everything back when nothing could be saved', async () => {
  const { store, requests, edit, asked } = await aQueue();
  const done = edit({ price: '6.00' });
  await asked(1);
  requests[0]?.answer({ error: 'The batch is complete.' });
  expect((await done).error).toBe('The batch is complete.');
  expect(store.rowAt(0)).toEqual(row);
});

test('sends many rows in requests of a thousand', async () => {
  const { queue, requests, asked } = await aQueue();
  const patches = Array.from({ length: 2_500 }, (_, n) => ({
    base: aRow({ id: `row-${n}` }),
    values: { price: '1.00' },
  }));
  const done = queue.commit(patches);
  for (let n = 0; n < 3; n++) {
    await asked(n + 1);
    requests[n]?.answer({ rows: [], rejected: [] });
  }
  expect(requests.map(({ changes }) => changes.length)).toEqual([1_000, 1_000, 500]);
  expect((await done).saved).toHaveLength(2_500);
});
