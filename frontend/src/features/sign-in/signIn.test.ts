import { linkToken } from './linkToken';
import { signInSearch } from './search';

type Raw = Parameters<typeof signInSearch>[0];

test('finds the token of a sign-in link', () => {
  expect(linkToken('#token=abc%2Bd')).toBe('abc+d');
  expect(linkToken('#token=')).toBeNull();
  expect(linkToken('#other')).toBeNull();
  expect(linkToken('')).toBeNull();
});

test.each([
  ['/batches?search=x', '/batches?search=x'],
  ['//evil.example', undefined],
  ['/\\evil.example', undefined],
  ['https://evil.example', undefined],
  ['/sign-in', undefined],
  [undefined, undefined],
])('goes after signing in from %j to %j', (to, path) => {
  expect(signInSearch({ to } as Raw).to).toBe(path);
});
