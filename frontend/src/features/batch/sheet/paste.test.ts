import { planPaste } from './paste';
import type { Box } from './range';

const extent = { rows: 10, columns: 4 };
const box = (top: number, left: number, bottom = top, right = left): Box => ({
  top,
  left,
  bottom,
  right,
});

/** The texts that a plan lays over its cells. */
function laid(texts: string[][], selected: Box) {
  const plan = planPaste(texts, selected, extent);
  const rows: (string | undefined)[][] = [];
  for (let row = plan.box.top; row <= plan.box.bottom; row++) {
    rows.push([]);
    for (let column = plan.box.left; column <= plan.box.right; column++)
      rows.at(-1)?.push(plan.textAt({ row, column }));
  }
  return { ...plan, rows };
}

test('spreads out from the selected cell', () => {
  const {
    box: target,
    rows,
    cut,
  } = laid(
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
    box(2, 1),
  );
  expect(target).toEqual(box(2, 1, 3, 2));
  expect(rows).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  expect(cut).toEqual({ rows: 0, columns: 0 });
});

test('fills the range with one cell', () => {
  expect(laid([['a']], box(0, 0, 2, 1)).rows).toEqual([
    ['a', 'a'],
    ['a', 'a'],
    ['a', 'a'],
  ]);
});

test('repeats rows in a range that is a multiple of them', () => {
  expect(
    laid(
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      box(0, 0, 3, 0),
    ).rows,
  ).toEqual([
    ['a', 'b'],
    ['c', 'd'],
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

test('spreads as far as it needs in a range of another size', () => {
  expect(laid([['a'], ['b'], ['c']], box(0, 0, 1, 0)).rows).toEqual([['a'], ['b'], ['c']]);
});

test('says what does not fit on the sheet', () => {
  const { box: target, cut } = laid(
    [
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ],
    box(8, 3),
  );
  expect(target).toEqual(box(8, 3, 9, 3));
  expect(cut).toEqual({ rows: 1, columns: 1 });
});

test('leaves cells alone that a short line says nothing about', () => {
  expect(laid([['a', 'b'], ['c']], box(0, 0)).rows).toEqual([
    ['a', 'b'],
    ['c', undefined],
  ]);
});
