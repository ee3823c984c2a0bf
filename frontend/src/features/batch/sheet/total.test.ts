import { sumOf } from './total';

test.each([
  [['1.10', '2.205'], '3.305'],
  [['0.1', '0.2'], '0.3'],
  [['12345678901234567.89', '0.01'], '12345678901234567.90'],
  [['-0.5', '0.25', ''], '-0.25'],
  [['3', '4', 'apples'], '7'],
])('the sum of %j is %s', (texts, sum) => {
  expect(sumOf(texts)).toBe(sum);
});

test('a single number has no sum worth telling, and texts have none', () => {
  expect(sumOf(['5'])).toBeNull();
  expect(sumOf(['a', 'b', '1e5'])).toBeNull();
});
