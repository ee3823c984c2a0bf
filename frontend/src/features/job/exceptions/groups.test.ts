import { defaults } from '../search';
import { countOf, groupsOf, whereOf, type StateCount } from './groups';

const counts: StateCount[] = [
  { node: 'decide', reason: 'Two counts', state: 'SKIPPED', count: 40 },
  { node: 'decide', reason: 'Part or count', state: 'OPEN', count: 7 },
  { node: 'decide', reason: 'Two counts', state: 'OPEN', count: 3 },
  { node: 'write', reason: 'Two counts', state: 'ACCEPTED', count: 1 },
];

test('exceptions of a kind belong together, where most is to do comes first', () => {
  expect(groupsOf(counts)).toEqual([
    { node: 'decide', reason: 'Part or count', open: 7, total: 7 },
    { node: 'decide', reason: 'Two counts', open: 3, total: 43 },
    { node: 'write', reason: 'Two counts', open: 0, total: 1 },
  ]);
  expect(groupsOf([])).toEqual([]);
});

test('states are counted over all kinds', () => {
  expect(countOf(counts, 'OPEN')).toBe(10);
  expect(countOf(counts, 'ACCEPTED', 'CORRECTED')).toBe(1);
});

test('the address becomes conditions', () => {
  expect(whereOf(defaults)).toEqual({ state: ['OPEN'] });
  expect(whereOf({ ...defaults, state: [] })).toBeNull();
  expect(whereOf({ ...defaults, state: [], node: 'decide', search: 'set' })).toEqual({
    node: { eq: 'decide' },
    search: 'set',
  });
});
