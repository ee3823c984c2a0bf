import {
  formatBytes,
  formatCount,
  formatDate,
  formatDecimal,
  formatDuration,
  formatMoney,
  formatRate,
  formatRunTime,
  formatShare,
  formatTimeAgo,
  plural,
} from './format';

test('counts', () => {
  expect(formatCount(4070)).toBe('4,070');
  expect(plural(1, 'product')).toBe('1 product');
  expect(plural(4070, 'product')).toBe('4,070 products');
});

test('money keeps every digit of the text', () => {
  expect(formatMoney('5')).toBe('5.00');
  expect(formatMoney('1234.5')).toBe('1,234.50');
  expect(formatMoney('12345678901234567.89')).toBe('12,345,678,901,234,567.89');
  expect(formatMoney('0.125')).toBe('0.125');
  expect(formatDecimal('1234.50')).toBe('1,234.5');
});

test.each([
  [0.4, 'under a second'],
  [59, '59 s'],
  [60, '1 min'],
  [75, '1 min 15 s'],
  [3599.6, '1 h'],
  [3720, '1 h 2 min'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('rates', () => {
  expect(formatRate(12_345.6)).toBe('12,346 / s');
  expect(formatRate(0.256)).toBe('0.26 / s');
});

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1_234, '1.2 kB'],
  [12_345_678, '12 MB'],
  [999_999_999, '1 GB'],
  [50e9, '50 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('days stay what they are in every time zone', () => {
  expect(formatDate('2026-01-31')).toBe('Jan 31, 2026');
});

test('times ago', () => {
  const now = Date.parse('2026-01-31T12:00:00Z');
  expect(formatTimeAgo('2026-01-31T11:59:30Z', now)).toBe('just now');
  expect(formatTimeAgo('2026-01-31T11:55:00Z', now)).toBe('5 minutes ago');
  expect(formatTimeAgo('2026-01-31T09:00:00Z', now)).toBe('3 hours ago');
  expect(formatTimeAgo('2026-01-30T12:00:00Z', now)).toBe('yesterday');
  expect(formatTimeAgo('2025-11-01T12:00:00Z', now)).toContain('2025');
});

test('run times come in the unit that suits them', () => {
  expect([0, 3.5e-8, 1.234e-5, 0.5, 2, 75].map(formatRunTime)).toEqual([
    '0 ns',
    '35 ns',
    '12.3 µs',
    '500 ms',
    '2 s',
    '1 min 15 s',
  ]);
});

test('shares are told in percent', () => {
  expect([0, 0.001, 0.126, 1].map(formatShare)).toEqual(['0 %', 'under 1 %', '13 %', '100 %']);
});
