import { mostTicked, withTicks } from './ticks';

test('keeps what is ticked on other pages', () => {
  const first = withTicks(new Set(), ['a', 'b'], true);
  const both = withTicks(first, ['c'], true);
  expect([...withTicks(both, ['b', 'd'], false)]).toEqual(['a', 'c']);
  expect([...first]).toEqual(['a', 'b']);
});

test('ticks no more than the API takes', () => {
  const many = Array.from({ length: mostTicked + 1 }, (_, index) => `${index}`);
  expect(withTicks(new Set(), many, true).size).toBe(mostTicked);
});
