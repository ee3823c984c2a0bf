import { boxOf, contains, extentOf, isOneCell, moved, only, type Range } from './range';

const upwards: Range = { anchor: { row: 5, column: 1 }, head: { row: 3, column: 2 } };

test('a range drawn in any direction is a box', () => {
  expect(boxOf(upwards)).toEqual({ top: 3, left: 1, bottom: 5, right: 2 });
  expect(extentOf(boxOf(upwards))).toEqual({ rows: 3, columns: 2 });
  expect(isOneCell(boxOf(upwards))).toBe(false);
  expect(isOneCell(boxOf(only({ row: 5, column: 1 })))).toBe(true);
});

test('a box holds the cells at its edges, and none beside them', () => {
  const box = boxOf(upwards);
  expect(contains(box, { row: 3, column: 1 })).toBe(true);
  expect(contains(box, { row: 5, column: 2 })).toBe(true);
  expect(contains(box, { row: 2, column: 1 })).toBe(false);
  expect(contains(box, { row: 4, column: 3 })).toBe(false);
});

test('one can’t step off the sheet', () => {
  const extent = { rows: 10, columns: 4 };
  const place = { row: 0, column: 3 };
  expect(moved(place, { rows: -1, columns: 1 }, extent)).toEqual(place);
  expect(moved(place, { rows: Infinity, columns: -Infinity }, extent)).toEqual({
    row: 9,
    column: 0,
  });
  expect(moved(place, { rows: 2, columns: -1 }, extent)).toEqual({ row: 2, column: 2 });
});
