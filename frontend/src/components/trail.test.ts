import { firstRow, nextPlace, previousPlace } from './trail';

test('leads forward and back again', () => {
  const second = nextPlace('', [], 'c1');
  expect(second).toEqual({ after: 'c1', trail: [''] });
  const third = nextPlace(second.after, second.trail, 'c2');
  expect(third).toEqual({ after: 'c2', trail: ['', 'c1'] });
  expect(previousPlace(third.trail)).toEqual(second);
  expect(previousPlace(second.trail)).toEqual({ after: '', trail: [] });
});

test('numbers the items while all pages before are known', () => {
  expect(firstRow([], 50)).toBe(1);
  expect(firstRow(['', 'c1'], 50)).toBe(101);
});

test('does not pretend to know where a page lies that was opened directly', () => {
  expect(firstRow(undefined, 50)).toBeUndefined();
  expect(firstRow(nextPlace('c7', undefined, 'c8').trail, 50)).toBeUndefined();
});
