import { compression, wheelPixels } from './wheel';

test('a list that fits is not compressed', () => {
  expect(compression(1_000, 34, 34_000)).toBe(1);
  expect(compression(0, 34, 400)).toBe(1);
  expect(compression(10, 34, 0)).toBe(1);
});

test('a list of a million rows is, in a browser with a limit', () => {
  expect(compression(1_000_000, 34, 17_000_000)).toBe(2);
});

test('wheels count in pixels, lines or pages', () => {
  expect(wheelPixels({ deltaY: 100, deltaMode: 0 }, 34, 500)).toBe(100);
  expect(wheelPixels({ deltaY: 3, deltaMode: 1 }, 34, 500)).toBe(102);
  expect(wheelPixels({ deltaY: -1, deltaMode: 2 }, 34, 500)).toBe(-500);
});
