import { aColumn, aRow } from '~/testing/rows';
import { inverse, replay, UndoStack, type Step } from './undo';

const step = (what: string, from = '5.00', to = '6.00'): Step => ({
  what,
  cells: [{ id: 'row-1', sequence: 1, column: 'price', from, to }],
});

test('gives back the last step first', () => {
  const stack = new UndoStack();
  stack.push(step('one'));
  stack.push(step('two'));
  stack.push({ what: 'nothing', cells: [] });
  expect(stack.takeDone()?.what).toBe('two');
  expect(stack.takeDone()?.what).toBe('one');
  expect(stack.takeDone()).toBeUndefined();
});

test('forgets what was undone when something new is done', () => {
  const stack = new UndoStack();
  stack.putBack(step('undone'), 'undone');
  expect(stack.undone).toBe(1);
  stack.putBack(step('done again'), 'done');
  expect([stack.done, stack.undone]).toEqual([1, 1]);
  stack.push(step('new'));
  expect([stack.done, stack.undone]).toEqual([2, 0]);
});

test('keeps the last hundred steps', () => {
  const stack = new UndoStack();
  for (let n = 1; n <= 120; n++) stack.push(step(`step ${n}`));
  expect(stack.done).toBe(100);
  expect(stack.takeDone()?.what).toBe('step 120');
});

test('is replayed on the rows as they are now', () => {
  const row = aRow({ version: 7, values: { price: '6.00' } });
  expect(replay(inverse(step('edit')), [row], [aColumn()])).toEqual({
    patches: [{ base: row, values: { price: '5.00' } }],
    skipped: [],
  });
});

test.each([
  ['someone else has changed since', [aRow({ values: { price: '7.00' } })]],
  ['are removed', [aRow({ removed: true, values: { price: '6.00' } })]],
  ['are gone', []],
])('leaves cells alone that %s', (_what, rows) => {
  const back = inverse(step('edit'));
  expect(replay(back, rows, [aColumn()])).toEqual({ patches: [], skipped: back.cells });
});
