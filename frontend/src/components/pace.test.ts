import { checkPace, paceInput, usualPace } from './pace';

test('the usual pace can be used as it is, without a limit', () => {
  expect(checkPace(usualPace)).toEqual({});
  expect(paceInput(usualPace)).toEqual({ parallelism: 2, priority: 2, rate: 0 });
});

test('a pace out of bounds is told', () => {
  const bad = { parallelism: 65, priority: 1, rate: 0 };
  expect(checkPace(bad)).toEqual({
    parallelism: 'A whole number from 1 to 64',
    rate: 'A whole number from 1, or nothing',
  });
  expect(checkPace({ ...usualPace, parallelism: null })).toHaveProperty('parallelism');
});
