import { defaults } from './search';
import { searchOf, whereOf } from './where';

test('finds the address that asks for conditions', () => {
  const search = {
    ...defaults,
    search: 'week',
    application: 'packsize',
    state: ['FAILED' as const],
  };
  expect({ ...defaults, ...searchOf(whereOf(search)!) }).toEqual(search);
  expect({ ...defaults, ...searchOf({}) }).toEqual(defaults);
});

test('has no address for what the page can’t show', () => {
  expect(searchOf({ name: { eq: 'Week 3' } })).toBeNull();
  expect(searchOf({ application: { ne: 'packsize' } })).toBeNull();
});
