import { aColumn, aRow } from '~/testing/rows';
import { EditQueue, type RowChange, type SaveAnswer } from './editQueue';
import { RowStore } from './rowStore';

const columns = [aColumn(), aColumn({ key: 'quantity', title: 'Quantity', type: 'INTEGER' })];
const row = aRow({ values: { price: '5.00', quantity: 1 } });

/** A queue over one loaded row, whose requests the test answers one by one. */
async function aQueue() {
  const store = new RowStore(columns, () => Promise.resolve({ rows: [row], total: 1 }));
  await store.load(0, 1);
  const requests: {
    changes: RowChange[];
    answer: (answer: SaveAnswer | { error: string }) => void;
  }[] = [];
  const saved: number[] = [];
  const refused: string[] = [];
  const queue = new EditQueue(
    store,
    (changes) => new Promise((answer) => requests.push({ changes, answer })),
    (rows) => saved.push(rows.length),
    (messages) => refused.push(...messages),
  );
  return { store, queue, requests, saved, refused };
}

const accepted = (fields: Partial<typeof row>): SaveAnswer => ({
  rows: [{ ...row, ...fields }],
  rejected: [],
});

test('shows an edit at once and sends the version it was made on', async () => {
  const { store, queue, requests, saved } = await aQueue();
  const done = queue.edit(row.id, { price: '6.00' });
  expect(store.rowAt(0)?.values.price).toBe('6.00');
  expect(requests[0]?.changes).toEqual([{ id: row.id, version: 1, values: { price: '6.00' } }]);
  requests[0]?.answer(accepted({ version: 2, values: { price: '6.00', quantity: 1 } }));
  await done;
  expect(store.rowAt(0)?.version).toBe(2);
  expect(saved).toEqual([1]);
});

test('sends the edits made meanwhile together, on the version that the first one made', async () => {
  const { store, queue, requests } = await aQueue();
  const done = queue.edit(row.id, { price: '6.00' });
  void queue.edit(row.id, { price: '7.00' });
  void queue.edit(row.id, { quantity: 3 });
  expect(requests).toHaveLength(1);
  requests[0]?.answer(accepted({ version: 2, values: { price: '6.00', quantity: 1 } }));
  await vi.waitFor(() => expect(requests).toHaveLength(2));
  expect(store.rowAt(0)?.values).toEqual({ price: '7.00', quantity: 3 });
  expect(requests[1]?.changes).toEqual([
    { id: row.id, version: 2, values: { price: '7.00', quantity: 3 } },
  ]);
  requests[1]?.answer(accepted({ version: 3, values: { price: '7.00', quantity: 3 } }));
  await done;
  expect(store.rowAt(0)?.version).toBe(3);
});

test('takes back what is refused and says why', async () => {
  const { store, queue, requests, refused } = await aQueue();
  const done = queue.edit(row.id, { price: '-1' });
  const why = { id: row.id, code: 'INVALID', row: null };
  requests[0]?.answer({ rows: [], rejected: [{ ...why, message: 'Price must not be negative.' }] });
  await done;
  expect(store.rowAt(0)?.values.price).toBe('5.00');
  expect(refused).toEqual(['Row 1: Price must not be negative.']);
});

test('says both values when someone else was faster', async () => {
  const { store, queue, requests, refused } = await aQueue();
  const done = queue.edit(row.id, { price: '6.00' });
  const theirs = aRow({ version: 4, values: { price: '4.50', quantity: 1 } });
  const why = { id: row.id, code: 'CONFLICT', message: 'Changed.' };
  requests[0]?.answer({ rows: [], rejected: [{ ...why, row: theirs }] });
  await done;
  expect(store.rowAt(0)).toEqual(theirs);
  expect(refused).toEqual([
    'Row 1: someone else changed it in the meantime. Price is now 4.50; your 6.00 was not saved.',
  ]);
});

test('takes everything back when nothing could be saved', async () => {
  const { store, queue, requests, refused } = await aQueue();
  const done = queue.edit(row.id, { price: '6.00' });
  requests[0]?.answer({ error: 'The batch is complete.' });
  await done;
  expect(store.rowAt(0)).toEqual(row);
  expect(refused).toEqual(['The batch is complete.']);
});
