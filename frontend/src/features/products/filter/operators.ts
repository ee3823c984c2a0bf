import type { FieldKind } from './productFilter';

/** The query builder's operators, as the API names them; some have no word of their own there. */
export type Operator =
  | 'has'
  | 'eq'
  | 'ne'
  | 'contains'
  | 'containsNot'
  | 'startsWith'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'between'
  | 'empty'
  | 'notEmpty';

const titles: Record<Operator, string> = {
  has: 'has the words',
  eq: 'is',
  ne: 'is not',
  contains: 'contains',
  containsNot: 'does not contain',
  startsWith: 'starts with',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
  between: 'is between',
  empty: 'is empty',
  notEmpty: 'is not empty',
};

const byKind: Record<FieldKind, Operator[]> = {
  search: ['has'],
  text: ['contains', 'containsNot', 'startsWith', 'eq', 'ne', 'empty', 'notEmpty'],
  reference: ['eq', 'ne', 'empty', 'notEmpty'],
  decimal: ['gte', 'lte', 'gt', 'lt', 'between', 'eq', 'ne', 'empty', 'notEmpty'],
  flag: ['eq'],
};

/** What can be asked of a field, as the query builder lists it. */
export function operatorsOf(kind: FieldKind): { name: Operator; label: string }[] {
  return byKind[kind].map((name) => ({ name, label: titles[name] }));
}

/** True if the operator stands alone, without a value. */
export function needsNoValue(operator: string): boolean {
  return operator === 'empty' || operator === 'notEmpty';
}
