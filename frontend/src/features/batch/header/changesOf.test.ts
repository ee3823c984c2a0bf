import { changesOf } from './changesOf';

const before = { description: 'Shelf', notes: '', dueOn: '2026-01-31', purgeOn: null };

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

test('only what differs is sent', () => {
  expect(
    changesOf(before, form({ description: 'Shelf', notes: 'x', dueOn: '2026-01-31', purgeOn: '' })),
  ).toEqual({ notes: 'x' });
});

test('an emptied day is taken away', () => {
  expect(changesOf(before, form({ dueOn: '', purgeOn: '2027-01-31' }))).toEqual({
    dueOn: null,
    purgeOn: '2027-01-31',
  });
});

test('fields that are not shown stay', () => {
  expect(changesOf(before, form({ purgeOn: '' }))).toEqual({});
});
