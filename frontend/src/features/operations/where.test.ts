import { defaults } from './search';
import { searchOf, whereOf } from './where';

test('finds the address that asks for conditions', () => {
  const search = {
    ...defaults,
    type: 'mail',
    status: ['FINISHED' as const],
    result: ['FAILED' as const],
    reference: 'post 12',
  };
  expect({ ...defaults, ...searchOf(whereOf(search)!) }).toEqual(search);
  const about = { ...defaults, about: 'QmF0Y2g6MQ' };
  expect({ ...defaults, ...searchOf(whereOf(about)!) }).toEqual(about);
  expect({ ...defaults, ...searchOf({}) }).toEqual(defaults);
});

test('has no address for what the page can’t show', () => {
  expect(searchOf({ mine: true })).toBeNull();
  expect(searchOf({ type: { eq: 'mail' } })).toBeNull();
});
