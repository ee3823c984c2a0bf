import { isNumeric, parseCell } from '../rows/cellValue';
import type { RowColumn } from '../rows/row';
import type { CellChange } from './useBulk';

type Operation = CellChange['operation'];

/** A change of many cells while it is being typed. */
export type ChangeDraft = { column: string; operation: Operation; value: string; find: string };

/** What can be done with the cells of a column, with what it asks for. */
export type OperationChoice = { operation: Operation; title: string; label: string; help?: string };

const setting: OperationChoice = { operation: 'SET', title: 'Set', label: 'New value' };

const calculating: OperationChoice[] = [
  { operation: 'ADD', title: 'Add', label: 'What to add', help: 'A negative number subtracts.' },
  { operation: 'MULTIPLY', title: 'Multiply', label: 'Factor', help: '1.05 raises by 5 %.' },
  {
    operation: 'ROUND',
    title: 'Round',
    label: 'To the nearest multiple of',
    help: 'Such as 0.05, 1 or 10.',
  },
];

const replacing: OperationChoice = {
  operation: 'REPLACE',
  title: 'Replace text',
  label: 'Replace by',
  help: 'Leave it empty to take the text out.',
};

export function operationsFor(column: Pick<RowColumn, 'type'>): OperationChoice[] {
  if (isNumeric(column)) return [setting, ...calculating];
  return column.type === 'TEXT' ? [setting, replacing] : [setting];
}

/** What is wrong with a draft, by its fields. */
export type DraftErrors = { value?: string; find?: string };

const number = /^-?\d+(\.\d{1,6})?$/;

/** Reads a draft as the change it means, or says what is wrong with it. */
export function readDraft(
  { operation, value, find }: ChangeDraft,
  column: RowColumn,
): { change: CellChange } | { errors: DraftErrors } {
  const change = { column: column.key, operation };
  if (operation === 'SET') {
    const parsed = parseCell(column, value);
    if ('error' in parsed) return { errors: { value: parsed.error } };
    return { change: { ...change, value: parsed.value } };
  }
  if (operation === 'REPLACE') {
    if (find === '') return { errors: { find: 'Say which text to look for.' } };
    return { change: { ...change, find, value } };
  }
  const text = value.trim();
  if (!number.test(text))
    return { errors: { value: 'A number like 12.50, with at most 6 decimals.' } };
  if (operation === 'ROUND' && Number(text) <= 0)
    return { errors: { value: 'A number greater than 0.' } };
  return { change: { ...change, value: text } };
}
