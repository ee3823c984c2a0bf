import { tabsOf } from './tabs';

const nothing = { exceptions: 0, mayTry: true };

test('a job of an application that stands alone has all tabs', () => {
  expect(tabsOf({ standsAlone: true, hasProgram: true }, nothing)).toHaveLength(6);
});

test('without a program there is nothing to draw, to decide, or to try', () => {
  expect(tabsOf({ standsAlone: true, hasProgram: false }, nothing)).toEqual(['overview', 'chunks']);
});

test('jobs of batches show their program, and exceptions if there are any', () => {
  const batch = { standsAlone: false, hasProgram: true };
  expect(tabsOf(batch, nothing)).toEqual(['overview', 'program', 'chunks']);
  expect(tabsOf(batch, { ...nothing, exceptions: 1 })).toContain('exceptions');
});

test('who may not run a job is not offered a trial', () => {
  const viewer = { exceptions: 0, mayTry: false };
  expect(tabsOf({ standsAlone: true, hasProgram: true }, viewer)).not.toContain('trial');
});
