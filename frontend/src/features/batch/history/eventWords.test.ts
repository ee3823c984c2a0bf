import { eventWords, headerChanges } from './eventWords';

test('says what happened, and to how many rows', () => {
  expect(eventWords('POPULATED', 4070)).toBe('Populated: 4,070 rows');
  expect(eventWords('COMPLETED', null)).toBe('Marked complete');
});

test('lists what was changed in the header', () => {
  expect(headerChanges({ description: ['', 'Spring'] })).toEqual([
    { field: 'description', from: '', to: 'Spring' },
  ]);
  expect(headerChanges({})).toEqual([]);
  expect(headerChanges(null)).toEqual([]);
});
