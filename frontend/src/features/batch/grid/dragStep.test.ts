import { dragStep } from './dragStep';

const sides = { left: 100, right: 500, top: 200, bottom: 600 };

test.each([
  ['inside', { x: 300, y: 400 }, null],
  ['on the edge', { x: 500, y: 600 }, null],
  ['just below', { x: 300, y: 601 }, { rows: 1, columns: 0 }],
  ['far below', { x: 300, y: 700 }, { rows: 4, columns: 0 }],
  ['as far below as one gets', { x: 300, y: 9_000 }, { rows: 20, columns: 0 }],
  ['above and at the right', { x: 520, y: 190 }, { rows: -1, columns: 1 }],
  ['at the left', { x: 0, y: 400 }, { rows: 0, columns: -1 }],
])('%s', (_, point, step) => {
  expect(dragStep(point, sides, 32)).toEqual(step);
});
