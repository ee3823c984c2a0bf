import { aRow } from '~/testing/rows';
import { isAmong, isEditable, rowRights } from './rights';

const failed = aRow({ outcome: 'FAILED' });
const done = aRow({ outcome: 'EXECUTED' });

test('under review, all rows may be edited that are not removed', () => {
  const rights = rowRights(['EDIT', 'REFRESH', 'COMPLETE', 'EXPORT']);
  expect(rights).toEqual({ edit: 'all', tick: 'all', remove: true, refresh: true, retry: false });
  expect(isEditable('all', aRow())).toBe(true);
  expect(isEditable('all', aRow({ removed: true }))).toBe(false);
  expect(isAmong('all', aRow({ removed: true }))).toBe(true);
});

test('after the execution, failed rows may be corrected and executed again, and no others', () => {
  const rights = rowRights(['CORRECT', 'RETRY', 'UNDO']);
  expect(rights).toEqual({
    edit: 'failed',
    tick: 'failed',
    remove: false,
    refresh: true,
    retry: true,
  });
  expect([failed, done].map((row) => isEditable('failed', row))).toEqual([true, false]);
});

test('who may only execute can choose what to execute again', () => {
  expect(rowRights(['RETRY'])).toMatchObject({ edit: 'none', tick: 'failed', refresh: false });
  expect(isAmong('none', failed)).toBe(false);
});
