import { formatCount, formatDecimal, formatMoney } from '~/components/format';
import { isDay } from '~/components/parameters/parameters';
import type { CellValue, RowColumn } from './row';

/** A typed text as a cell's value, or why it can't be one. */
export type ParsedCell = { value: CellValue } | { error: string };

const integer = /^-?\d+$/;
const decimal = /^-?\d+(\.\d+)?$/;

/** Reads what the user typed into a cell. */
export function parseCell(column: RowColumn, typed: string | boolean | null): ParsedCell {
  if (typeof typed === 'boolean') return { value: typed };
  const text = (typed ?? '').trim();
  if (text === '') {
    return column.nullable ? { value: null } : { error: `${column.title} can’t be empty.` };
  }
  switch (column.type) {
    case 'INTEGER':
      if (!integer.test(text)) return { error: `${column.title} must be a whole number.` };
      return inBounds(column, text, Number(text));
    case 'DECIMAL':
    case 'MONEY':
      if (!decimal.test(text)) return { error: `${column.title} must be a number like 12.50.` };
      return inBounds(column, text, text);
    case 'BOOLEAN':
      return { value: text === 'true' };
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

/** True for columns whose values line up at the right. */
export function isNumeric({ type }: Pick<RowColumn, 'type'>): boolean {
  return type === 'INTEGER' || type === 'DECIMAL' || type === 'MONEY';
}
