import { scopeWords } from './scope';

test('tells which batches are meant', () => {
  expect(scopeWords(1, 50, true)).toBe('1 selected batch');
  expect(scopeWords(3, 50, false)).toBe('3 selected batches');
  expect(scopeWords(0, 1200, true)).toBe('the 1,200 batches that match');
  expect(scopeWords(0, 50, false)).toBe('all 50 batches');
  expect(scopeWords(0, undefined, true)).toBe('these batches');
  expect(scopeWords(0, 1, true)).toBe('the one batch that matches');
});
