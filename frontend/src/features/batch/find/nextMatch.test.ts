import { nextMatch } from './nextMatch';

test('starts at the row one is in', () => {
  const start = { total: 5, before: 3, known: null };
  expect(nextMatch({ ...start, forward: true })).toBe(3);
  expect(nextMatch({ ...start, forward: false })).toBe(2);
});

test('goes round at the ends', () => {
  expect(nextMatch({ total: 5, before: 5, known: null, forward: true })).toBe(0);
  expect(nextMatch({ total: 5, before: 0, known: null, forward: false })).toBe(4);
  expect(nextMatch({ total: 5, before: 0, known: 4, forward: true })).toBe(0);
  expect(nextMatch({ total: 5, before: 0, known: 0, forward: false })).toBe(4);
  expect(nextMatch({ total: 1, before: 0, known: 0, forward: true })).toBe(0);
});
