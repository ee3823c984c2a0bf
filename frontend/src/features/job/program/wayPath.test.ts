import { wayPath } from './wayPath';

test('two points make a line, more make bends', () => {
  const [a, b, c, d] = [
    { x: 0, y: 0 },
    { x: 10, y: 10 },
    { x: 20, y: 30 },
    { x: 20, y: 50 },
  ] as const;
  expect(wayPath([a, d])).toBe('M 0.0,0.0 L 20.0,50.0');
  expect(wayPath([a, b, c, d])).toBe('M 0.0,0.0 Q 10.0,10.0 15.0,20.0 Q 20.0,30.0 20.0,50.0');
});

test('less than two points lead nowhere', () => {
  expect(wayPath([])).toBe('');
  expect(wayPath([{ x: 1, y: 1 }])).toBe('');
});
