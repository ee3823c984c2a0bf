const whole = new Intl.NumberFormat('en');
const money = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 6 });
const decimal = new Intl.NumberFormat('en', { maximumFractionDigits: 6 });
const dateTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });
const timeOfDay = new Intl.DateTimeFormat('en', { timeStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** 4070 → "4,070". */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** 1, "product" → "1 product"; 412, "product" → "412 products". */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${whole.format(count)} ${count === 1 ? noun : nouns}`;
}

/** "1234.5" → "1,234.50", without passing through a binary number. */
export function formatMoney(value: string): string {
  return money.format(value as Intl.StringNumericLiteral);
}

/** "1234.50" → "1,234.5". */
export function formatDecimal(value: string): string {
  return decimal.format(value as Intl.StringNumericLiteral);
}

const sizes = ['bytes', 'kB', 'MB', 'GB'];

/** 512 → "512 bytes"; 1234567 → "1.2 MB". */
export function formatBytes(bytes: number): string {
  let [size, unit] = [bytes, 0];
  for (; size >= 999.5 && unit < sizes.length - 1; unit++) size /= 1000;
  const digits = unit > 0 && size < 10 ? 1 : 0;
  return `${size.toLocaleString('en', { maximumFractionDigits: digits })} ${sizes[unit]}`;
}

/** 0.4 → "under a second"; 75 → "1 min 15 s"; 3700 → "1 h 2 min". */
export function formatDuration(seconds: number): string {
  const total = Math.round(seconds);
  if (total < 1) return 'under a second';
  if (total < 60) return `${total} s`;
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return joined(minutes, 'min', total % 60, 's');
  return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

function joined(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;
}

/** 0.0000123 → "12.3 µs"; 0.5 → "500 ms"; from a minute on like other durations. */
export function formatRunTime(seconds: number): string {
  if (seconds >= 60) return formatDuration(seconds);
  const [unit, size] = runTimeUnits.find(([, size]) => seconds >= size) ?? ['ns', 1e-9];
  return `${Number((seconds / size).toPrecision(3))} ${unit}`;
}

const runTimeUnits: [string, number][] = [
  ['s', 1],
  ['ms', 1e-3],
  ['µs', 1e-6],
];

/** 0.123 → "12 %"; 0.001 → "under 1 %". */
export function formatShare(share: number): string {
  return share > 0 && share < 0.01 ? 'under 1 %' : `${Math.round(share * 100)} %`;
}

/** 12345.6 → "12,346 / s"; 0.25 → "0.25 / s". */
export function formatRate(perSecond: number): string {
  const shown = perSecond < 10 ? Number(perSecond.toPrecision(2)) : Math.round(perSecond);
  return `${whole.format(shown)} / s`;
}

/** "Jan 31, 2026, 12:00:00 PM" in the user's time zone. */
export function formatTime(time: string): string {
  return dateTime.format(new Date(time));
}

/** "2026-01-31" → "Jan 31, 2026": days have no time zone. */
export function formatDate(day: string): string {
  return date.format(new Date(day));
}

/** "12:00:00 PM" in the user's time zone. */
export function formatTimeOfDay(time: number): string {
  return timeOfDay.format(time);
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "5 minutes ago"; after a month the date itself. */
export function formatTimeAgo(time: string, now: number = Date.now()): string {
  const seconds = (now - Date.parse(time)) / 1000;
  if (seconds < 60) return 'just now';
  if (seconds > 30 * 86_400) return formatTime(time);
  const [unit, size] = units.find(([, size]) => seconds >= size) ?? ['minute', 60];
  return relative.format(-Math.floor(seconds / size), unit);
}
