import { sameJson } from './sameJson';

test('compares but for the order of keys', () => {
  expect(sameJson({ a: 1, b: { c: [1, 2], d: 3 } }, { b: { d: 3, c: [1, 2] }, a: 1 })).toBe(true);
  expect(sameJson({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  expect(sameJson({}, { a: 1 })).toBe(false);
});
