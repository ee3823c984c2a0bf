import { formatCount, formatDecimal, formatMoney } from '~/components/format';
import { isDay } from '~/components/parameters/parameters';
import type { CellValue, RowColumn } from './row';

/** A typed text as a cell's value, or why it can't be one. */
export type ParsedCell = { value: CellValue } | { error: string };

const integer = /^-?\d+$/;
const decimal = /^-?\d+(\.\d+)?$/;
// With thousands set apart as they are shown here. "1,234" alone may as well be a fraction.
const groupedInteger = /^-?\d{1,3}(,\d{3})+$/;
const groupedDecimal = /^-?\d{1,3}(,\d{3})+\.\d+$|^-?\d{1,3}(,\d{3}){2,}$/;

const truths: Record<string, boolean> = {
  true: true,
  yes: true,
  1: true,
  false: false,
  no: false,
  0: false,
};

/** Reads what the user typed into a cell. */
export function parseCell(column: RowColumn, typed: string | boolean | null): ParsedCell {
  if (typeof typed === 'boolean') return { value: typed };
  const text = (typed ?? '').trim();
  if (text === '') {
    return column.nullable ? { value: null } : { error: `${column.title} can’t be empty.` };
  }
  switch (column.type) {
    case 'INTEGER': {
      const digits = groupedInteger.test(text) ? text.replaceAll(',', '') : text;
      if (!integer.test(digits)) return { error: `${column.title} must be a whole number.` };
      return inBounds(column, digits, Number(digits));
    }
    case 'DECIMAL':
    case 'MONEY': {
      const digits = groupedDecimal.test(text) ? text.replaceAll(',', '') : text;
      if (!decimal.test(digits)) return { error: `${column.title} must be a number like 12.50.` };
      return inBounds(column, digits, digits);
    }
    case 'BOOLEAN': {
      const value = truths[text.toLowerCase()];
      return value === undefined ? { error: `${column.title} must be yes or no.` } : { value };
    }
    case 'DATE':
      if (!isDay(text)) return { error: `${column.title} must be a day like 2011-12-09.` };
      return { value: text };
    default:
      return inLength(column, text);
  }
}

function inBounds({ title, min, max }: RowColumn, text: string, value: CellValue): ParsedCell {
  if (min !== null && Number(text) < Number(min)) {
    return { error: `${title} must be at least ${min}.` };
  }
  if (max !== null && Number(text) > Number(max)) {
    return { error: `${title} must be at most ${max}.` };
  }
  return { value };
}

function inLength({ title, maxLength }: RowColumn, text: string): ParsedCell {
  if (maxLength !== null && text.length > maxLength) {
    return { error: `${title} can have at most ${maxLength} characters.` };
  }
  return { value: text };
}

/** A cell's value as it is shown. */
export function formatCell(
  { type }: Pick<RowColumn, 'type'>,
  value: CellValue | undefined,
): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (type === 'MONEY') return formatMoney(String(value));
  if (type === 'DECIMAL') return formatDecimal(String(value));
  if (type === 'INTEGER') return formatCount(Number(value));
  return String(value);
}

/** A cell's value as another program takes it, and as parseCell reads it back. */
export function plainCell(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return String(value);
}

/** True if two values are the same to the column: 5 and 5.00 in one of numbers. */
export function sameCell(
  column: Pick<RowColumn, 'type'>,
  a: CellValue | undefined,
  b: CellValue | undefined,
): boolean {
  if (a === b) return true;
  if (!isNumeric(column) || a == null || b == null) return false;
  return bareNumber(String(a)) === bareNumber(String(b));
}

/** A number's text without zeros that say nothing: "05.00" → "5", "-0" → "0". */
function bareNumber(text: string): string {
  const [whole = '', fraction = ''] = text.replace(/^-/, '').split('.');
  const bare = `${whole.replace(/^0+(?=\d)/, '')}.${fraction.replace(/0+$/, '')}`.replace(
    /\.$/,
    '',
  );
  return text.startsWith('-') && bare !== '0' ? `-${bare}` : bare;
}

/** True for columns whose values line up at the right. */
export function isNumeric({ type }: Pick<RowColumn, 'type'>): boolean {
  return type === 'INTEGER' || type === 'DECIMAL' || type === 'MONEY';
}
