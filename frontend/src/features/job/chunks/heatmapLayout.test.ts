import { cellAfter, cellAt, layoutHeatmap } from './heatmapLayout';

test('few chunks get big cells, many get small ones that fit', () => {
  expect(layoutHeatmap(30, 1000)).toEqual({ columns: 33, rows: 1, pitch: 30, gap: 3 });
  const many = layoutHeatmap(10_000, 1300);
  expect(many.pitch).toBeLessThan(12);
  expect(many.rows * many.pitch).toBeLessThanOrEqual(420);
  expect(many.rows * many.columns).toBeGreaterThanOrEqual(10_000);
});

test('cells that would be too small to be seen grow downwards instead', () => {
  expect(layoutHeatmap(10_000, 300).pitch).toBe(7);
});

test('a place belongs to a cell, or to none', () => {
  const layout = layoutHeatmap(40, 600);
  expect(layout.columns).toBe(20);
  expect(cellAt(layout, 40, 0, 0)).toBe(0);
  expect(cellAt(layout, 40, 31, 31)).toBe(21);
  expect(cellAt(layout, 21, 31, 31)).toBeNull();
  expect(cellAt(layout, 40, 601, 0)).toBeNull();
});

test('keys lead from cell to cell and stop at the ends', () => {
  const after = (key: string, from: number) => cellAfter(key, from, 25, 10);
  expect(after('ArrowRight', 0)).toBe(1);
  expect(after('ArrowLeft', 0)).toBe(0);
  expect(after('ArrowDown', 3)).toBe(13);
  expect(after('ArrowDown', 20)).toBe(24);
  expect(after('Home', 20)).toBe(0);
  expect(after('End', 3)).toBe(24);
  expect(after('a', 3)).toBeNull();
});
