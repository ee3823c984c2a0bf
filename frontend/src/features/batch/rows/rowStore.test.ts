import { aColumn, aRow, asTheyCome } from '~/testing/rows';
import { RowStore, type FetchRows, type FindRows } from './rowStore';
import { standingOf } from './standing';

/** A server with 1,000 rows that notes what it was asked for. */
function aServer() {
  const asked: number[] = [];
  let version = 1;
  const fetchRows: FetchRows = (offset, first) => {
    asked.push(offset);
    const rows = Array.from({ length: Math.min(first, 1_000 - offset) }, (_, index) =>
      aRow({ id: `row-${offset + index}`, sequence: offset + index + 1, version }),
    );
    return Promise.resolve({ rows, total: 1_000 });
  };
  return { asked, fetchRows, change: () => version++ };
}

const aStore = (fetchRows: FetchRows, findRows: FindRows = () => Promise.resolve([])) =>
  new RowStore([aColumn()], fetchRows, findRows, asTheyCome);

/** A store of rows by price, and the ids of its rows. */
async function pricedStore(prices: string[]) {
  let rows = prices.map((price, index) => aRow({ id: `row-${index}`, values: { price } }));
  const fetchRows: FetchRows = () => Promise.resolve({ rows, total: rows.length });
  const byPrice = standingOf({}, { column: 'price', direction: 'ASC' });
  const store = new RowStore([aColumn()], fetchRows, () => Promise.resolve([]), byPrice);
  await store.load(0, 10);
  return { rows, store, become: (next: typeof rows) => (rows = next) };
}

test('loads pages once, also when they are asked for at the same time', async () => {
  const server = aServer();
  const store = aStore(server.fetchRows);
  expect(store.total).toBeUndefined();
  const [across] = await Promise.all([store.load(90, 110), store.load(100, 150)]);
  expect(across.map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: 20 }, (_, index) => 91 + index),
  );
  expect(server.asked).toEqual([0, 100]);
  expect(store.total).toBe(1_000);
  expect(store.rowAt(105)?.id).toBe('row-105');
  expect(store.rowById('row-95')?.sequence).toBe(96);
  expect(store.rowAt(300)).toBeUndefined();
});

test('asks again for a page that could not be had', async () => {
  const server = aServer();
  let failures = 1;
  const store = aStore((offset, first) =>
    failures-- > 0 ? Promise.reject(new Error('gone')) : server.fetchRows(offset, first),
  );
  await expect(store.load(0, 10)).rejects.toThrow('gone');
  await expect(store.load(0, 10)).resolves.toHaveLength(10);
});

test('takes in newer rows only, and tells', async () => {
  const store = aStore(aServer().fetchRows);
  await store.load(0, 10);
  const told: string[] = [];
  store.onChange((rows) => told.push(...rows.map(({ id, version }) => `${id} v${version}`)));
  store.putRows([aRow({ id: 'row-1', version: 3 }), aRow({ id: 'elsewhere', version: 9 })]);
  store.putRows([aRow({ id: 'row-1', version: 2 })]);
  expect(told).toEqual(['row-1 v3']);
  expect(store.rowById('row-1')?.version).toBe(3);
});

test('shows unsaved values over the saved ones until they are dropped', async () => {
  const store = aStore(aServer().fetchRows);
  await store.load(0, 10);
  store.paint('row-2', { price: '9.99' });
  expect(store.rowAt(2)?.values).toEqual({ price: '9.99' });
  store.putRows([aRow({ id: 'row-2', version: 2, values: { price: '6.00' } })]);
  expect(store.rowAt(2)?.values).toEqual({ price: '9.99' });
  store.paint('row-2', null);
  expect(store.rowAt(2)?.values).toEqual({ price: '6.00' });
});

test('reads again what has expired, and does not go back behind what it knows', async () => {
  const server = aServer();
  const store = aStore(server.fetchRows);
  await store.load(0, 10);
  store.putRows([aRow({ id: 'row-1', version: 5 })]);
  server.change();
  store.expire();
  const rows = await store.load(0, 10);
  expect(server.asked).toEqual([0, 0]);
  expect(rows.map(({ version }) => version)).toEqual([2, 5, 2, 2, 2, 2, 2, 2, 2, 2]);
});

test('takes in what others have changed without reading anything again', async () => {
  const server = aServer();
  const store = aStore(server.fetchRows);
  await store.load(0, 10);
  const changed = aRow({ id: 'row-1', sequence: 2, version: 3, removed: true });
  expect(store.takeIn([changed, aRow({ id: 'row-700', sequence: 701, version: 2 })])).toBe(true);
  await expect(store.load(0, 10)).resolves.toContainEqual(changed);
  expect(server.asked).toEqual([0]);
});

test('takes in what was changed while its page was on its way', async () => {
  const store = aStore(aServer().fetchRows);
  const loaded = store.load(0, 10);
  store.takeIn([aRow({ id: 'row-1', sequence: 2, version: 4 })]);
  expect((await loaded)[1]?.version).toBe(4);
});

test('reads only the end again when rows were added', async () => {
  const server = aServer();
  let added = 0;
  const store = aStore(async (offset, first) => {
    const { rows, total } = await server.fetchRows(offset, first);
    return { rows, total: total + added };
  });
  await store.load(0, 10);
  await store.load(950, 1_000);
  added = 2;
  expect(store.takeIn([aRow({ id: 'row-1000', sequence: 1_001 })])).toBe(false);
  await store.count();
  await store.load(0, 10);
  expect(store.total).toBe(1_002);
  expect(server.asked).toEqual([0, 900, 1_000]);
});

test('reads its rows again when one may stand elsewhere, and knows where they stand then', async () => {
  const { rows, store, become } = await pricedStore(['1.00', '2.00', '3.00']);
  const [first, second, third] = rows;
  expect(store.takeIn([{ ...first!, version: 2, reason: 'Cheap' }])).toBe(true);
  const dear = { ...first!, version: 3, values: { price: '9.00' } };
  expect(store.takeIn([dear])).toBe(false);
  become([second!, third!, dear]);
  await store.load(0, 10);
  expect(['row-0', 'row-1', 'row-2'].map((id) => store.placeOf(id))).toEqual([2, 0, 1]);
  expect(store.takeIn([dear])).toBe(true);
  expect(store.takeIn([aRow({ id: 'elsewhere', version: 2 })])).toBe(false);
});

test('forgets where a row stood that is gone from there', async () => {
  const { rows, store, become } = await pricedStore(['1.00', '2.00']);
  become([rows[1]!]);
  store.expire();
  await store.load(0, 10);
  expect(store.rowById('row-0')).toBeUndefined();
  store.putRows([{ ...rows[0]!, version: 5 }]);
  expect(store.rowAt(0)?.id).toBe('row-1');
});

test('keeps what it knows at hand for when the server is away', async () => {
  const store = aStore(aServer().fetchRows);
  expect(store.known(0, 100)).toBeUndefined();
  await store.load(900, 1_000);
  store.expire();
  expect(store.known(900, 1_100)).toHaveLength(100);
  expect(store.known(899, 1_000)).toBeUndefined();
});

test('forgets the pages used longest ago', async () => {
  const big: FetchRows = (offset, first) =>
    Promise.resolve({
      rows: Array.from({ length: first }, (_, index) => aRow({ id: `row-${offset + index}` })),
      total: 100_000,
    });
  const store = aStore(big);
  for (let page = 0; page <= 40; page++) await store.load(page * 100, page * 100 + 100);
  expect(store.rowAt(0)).toBeUndefined();
  expect(store.rowById('row-0')).toBeUndefined();
  expect(store.rowAt(100)).toBeDefined();
});

test('reads many rows in big pages, and none that it knows', async () => {
  const server = aServer();
  const store = aStore(server.fetchRows);
  await store.load(0, 100);
  await expect(store.read(10, 60)).resolves.toHaveLength(50);
  expect(server.asked).toEqual([0]);
  const rows = await store.read(50, 850);
  expect(server.asked).toEqual([0, 50, 550]);
  expect(rows.map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: 800 }, (_, index) => 51 + index),
  );
  await expect(store.read(900, 2_000)).resolves.toHaveLength(100);
});

test('finds rows by their ids as they are now', async () => {
  const asked: number[] = [];
  const store = aStore(aServer().fetchRows, (ids) => {
    asked.push(ids.length);
    return Promise.resolve(ids.map((id) => aRow({ id, version: 7 })));
  });
  await store.load(0, 10);
  const ids = Array.from({ length: 600 }, (_, index) => `row-${index}`);
  await expect(store.find(ids)).resolves.toHaveLength(600);
  expect(asked).toEqual([500, 100]);
  expect(store.rowAt(3)?.version).toBe(7);
});
