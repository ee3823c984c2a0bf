import { aRow } from '~/testing/rows';
import type { RowFilter } from './rowFilter';
import { standingOf } from './standing';

const bySequence = { column: 'sequence', direction: 'ASC' } as const;

test('rows stay where they are as long as nothing is filtered or sorted', () => {
  const { fixed, of } = standingOf({}, bySequence);
  expect(fixed).toBe(true);
  expect(of(aRow())).toBe(of(aRow({ values: { price: '9' }, removed: true, version: 2 })));
});

test.each([
  ['a column', {}, { column: 'price', direction: 'ASC' }],
  ['the last row first', {}, { column: 'sequence', direction: 'DESC' }],
  ['a filter', { search: 'mug' }, bySequence],
] as const)('new rows come anywhere with %s', (_, where, orderBy) => {
  expect(standingOf(where, orderBy).fixed).toBe(false);
});

const warning = { key: 'warning', title: 'Warning', severity: 'WARNING' } as const;

test.each<[string, RowFilter, string, Parameters<typeof aRow>[0], boolean]>([
  ['the value that is sorted by', {}, 'price', { values: { price: '9' } }, true],
  ['another value', {}, 'cost', { values: { price: '9' } }, false],
  ['the status that is sorted by', {}, 'status', { status: warning }, true],
  ['a status', { status: ['ok'] }, 'sequence', { status: warning }, true],
  ['a status that is of no account', { removed: false }, 'sequence', { status: warning }, false],
  ['a removal', { removed: false }, 'sequence', { removed: true }, true],
  ['an outcome', { outcome: 'FAILED' }, 'sequence', { outcome: 'EXECUTED' }, true],
  ['a text', { search: '9' }, 'sequence', { values: { price: '9' } }, true],
])('%s moves a row or not', (_, where, column, change, moves) => {
  const { of } = standingOf(where, { column, direction: 'ASC' });
  expect(of(aRow(change)) !== of(aRow())).toBe(moves);
});
