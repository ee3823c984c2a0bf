import { SendingPace } from './pace';

test('tells nothing before it knows something', () => {
  const pace = new SendingPace();
  expect(pace.rate()).toBeNull();
  pace.note(0, 0);
  pace.note(100, 100);
  expect(pace.rate()).toBeNull();
});

test('goes by the last seconds only', () => {
  const pace = new SendingPace();
  for (let second = 0; second <= 10; second++) pace.note(second * 1_000, second * 1_000);
  expect(pace.rate()).toBe(1_000);
  for (let second = 11; second <= 20; second++) pace.note(10_000, second * 1_000);
  expect(pace.rate()).toBe(0);
});

test('starts afresh after a break', () => {
  const pace = new SendingPace();
  pace.note(0, 0);
  pace.note(5_000, 1_000);
  pace.reset();
  pace.note(5_000, 100_000);
  expect(pace.rate()).toBeNull();
});
