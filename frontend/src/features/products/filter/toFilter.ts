import type { RuleGroupType, RuleType } from 'react-querybuilder';
import { filterFields, isFilterField, type FilterField, type ProductFilter } from './productFilter';
import { needsNoValue } from './operators';

/**
 * What the query builder shows, as the API's conditions; null if there is none.
 * Rules that are not filled in yet are left out.
 */
export function toFilter(group: RuleGroupType): ProductFilter | null {
  const parts = group.rules
    .map((rule) => ('rules' in rule ? toFilter(rule) : ruleToFilter(rule)))
    .filter((part) => part !== null);
  if (parts.length === 0) return null;
  const all = group.combinator === 'or' ? { or: parts } : { and: parts };
  return group.not ? { not: all } : all;
}

function ruleToFilter({ field, operator, value }: RuleType): ProductFilter | null {
  if (!isFilterField(field)) return null;
  if (needsNoValue(operator)) return { [field]: { isNull: operator === 'empty' } };
  if (operator === 'between') return betweenToFilter(field, value);
  const typed = toValue(field, value);
  if (typed === null) return null;
  if (operator === 'has') return { [field]: typed };
  if (operator === 'containsNot') return { not: { [field]: { contains: typed } } };
  return { [field]: { [operator]: typed } };
}

function betweenToFilter(field: FilterField, value: unknown): ProductFilter | null {
  const [from, to] = Array.isArray(value) ? (value as unknown[]) : [];
  const gte = toValue(field, from);
  const lte = toValue(field, to);
  return gte === null || lte === null ? null : { [field]: { gte, lte } };
}

/** The value as the API takes it; null if it is not filled in, or not of the field's kind. */
function toValue(field: FilterField, value: unknown): string | boolean | null {
  const kind = filterFields[field].kind;
  if (kind === 'flag') return typeof value === 'boolean' ? value : null;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.trim() === '') return null;
  if (kind === 'decimal' && !/^-?\d+(\.\d+)?$/.test(text)) return null;
  return text;
}
