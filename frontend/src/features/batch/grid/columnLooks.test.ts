import { inOrder, parseLooks } from './columnLooks';

test('reads what was kept', () => {
  const looks = [{ id: 'price', hidden: true }, { id: 'sku', width: 120 }, { id: 'reason' }];
  expect(parseLooks(JSON.stringify(looks))).toEqual(looks);
});

test.each([
  [null, []],
  ['{', []],
  ['"x"', []],
  ['[1, null, {"id": 5}, {"id": ""}]', []],
  ['[{"id": "a", "width": -5, "hidden": "yes"}]', [{ id: 'a' }]],
  ['[{"id": "a", "width": 1e9}, {"id": "a", "width": 80.4}]', [{ id: 'a', width: 80 }]],
])('makes the best of %s', (text, looks) => {
  expect(parseLooks(text)).toEqual(looks);
});

test('puts columns into the order that was kept', () => {
  const ids = ['sequence', 'status', 'sku', 'price'];
  expect(inOrder(ids, [])).toEqual(ids);
  expect(inOrder(ids, [{ id: 'price' }, { id: 'gone' }, { id: 'sku' }])).toEqual([
    'sequence',
    'status',
    'price',
    'sku',
  ]);
  expect(inOrder(ids, [{ id: 'sku' }, { id: 'status' }, { id: 'sequence' }])).toEqual([
    'sku',
    'price',
    'status',
    'sequence',
  ]);
});
