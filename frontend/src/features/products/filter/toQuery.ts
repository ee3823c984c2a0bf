import type { RuleGroupType, RuleType } from 'react-querybuilder';
import type { Operator } from './operators';
import { isFilterField, type ProductFilter } from './productFilter';
import { toFilter } from './toFilter';

type Node = RuleType | RuleGroupType;
type Conditions = Record<string, unknown>;

/** The API's conditions as the query builder shows them. What it has no way to show is left out. */
export function toQuery(filter: ProductFilter | null): RuleGroupType {
  const nodes = filter ? nodesOf(filter) : [];
  const [only] = nodes;
  if (nodes.length === 1 && only && 'rules' in only) return only;
  return { combinator: 'and', rules: nodes };
}

/** Reads conditions from an untrusted place; null if there is nothing in them. */
export function readFilter(raw: unknown): ProductFilter | null {
  return isConditions(raw) ? toFilter(toQuery(raw)) : null;
}

function nodesOf(filter: Conditions): Node[] {
  return Object.entries(filter).flatMap(([key, value]) => {
    if (key === 'and' || key === 'or') return listNodes(key, value);
    if (key === 'not') return isConditions(value) ? [negated(value)] : [];
    if (key === 'search') return [rule(key, 'has', value)];
    return isFilterField(key) && isConditions(value) ? fieldRules(key, value) : [];
  });
}

function listNodes(combinator: 'and' | 'or', value: unknown): Node[] {
  if (!Array.isArray(value)) return [];
  const rules = value.filter(isConditions).map((part) => {
    const nodes = nodesOf(part);
    const [only] = nodes;
    return nodes.length === 1 && only ? only : { combinator: 'and', rules: nodes };
  });
  return [{ combinator, rules }];
}

function negated(filter: Conditions): Node {
  const nodes = nodesOf(filter);
  const [only] = nodes;
  if (nodes.length === 1 && only) {
    if ('rules' in only) return only.not ? group([only]) : { ...only, not: true };
    if (only.operator === 'contains') return { ...only, operator: 'containsNot' };
  }
  return group(nodes);
}

function group(rules: Node[]): RuleGroupType {
  return { combinator: 'and', not: true, rules };
}

function fieldRules(field: string, conditions: Conditions): Node[] {
  const { gte, lte, isNull, ...others } = conditions;
  const rules: Node[] = [];
  if (gte != null && lte != null) rules.push(rule(field, 'between', [gte, lte]));
  else if (gte != null) rules.push(rule(field, 'gte', gte));
  else if (lte != null) rules.push(rule(field, 'lte', lte));
  if (typeof isNull === 'boolean') rules.push(rule(field, isNull ? 'empty' : 'notEmpty', ''));
  for (const [operator, value] of Object.entries(others)) {
    if (isOperator(operator)) rules.push(rule(field, operator, value));
    else if (operator === 'in' && Array.isArray(value)) rules.push(anyOf(field, value));
  }
  return rules;
}

function anyOf(field: string, values: unknown[]): RuleGroupType {
  return { combinator: 'or', rules: values.map((value) => rule(field, 'eq', value)) };
}

function isOperator(name: string): name is Operator {
  return ['eq', 'ne', 'contains', 'startsWith', 'gt', 'lt'].includes(name);
}

function rule(field: string, operator: Operator, value: unknown): RuleType {
  return { field, operator, value };
}

function isConditions(value: unknown): value is Conditions {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
