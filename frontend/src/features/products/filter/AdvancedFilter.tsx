import { Paper, Text } from '@mantine/core';
import { useState } from 'react';
import { QueryBuilder, type Field, type RuleGroupType } from 'react-querybuilder';
import classes from './AdvancedFilter.module.css';
import { operatorsOf } from './operators';
import { filterFields, type FilterField, type ProductFilter } from './productFilter';
import { controls } from './queryControls';
import { toFilter } from './toFilter';
import { toQuery } from './toQuery';

const fields: Field[] = Object.entries(filterFields).map(([name, { title, kind }]) => ({
  name,
  label: title,
  kind,
  operators: operatorsOf(kind),
  defaultOperator: operatorsOf(kind)[0]?.name,
  defaultValue: kind === 'flag' ? true : '',
}));

const combinators = [
  { name: 'and', label: 'all of' },
  { name: 'or', label: 'any of' },
];

const translations = {
  addRule: { label: 'Add condition', title: 'Add a condition' },
  addGroup: { label: 'Add group', title: 'Add a group of conditions' },
  removeRule: { label: 'Remove', title: 'Remove the condition' },
  removeGroup: { label: 'Remove group', title: 'Remove the group' },
  notToggle: { label: 'Not', title: 'Turn the group into its opposite' },
} as const;

const deepest = 3;

/** Any combination of conditions, joined by and, or and not. */
export default function AdvancedFilter({
  where,
  onChange,
}: {
  where: ProductFilter | null;
  onChange: (where: ProductFilter | null) => void;
}) {
  const [query, setQuery] = useState<RuleGroupType>(() => withOneRule(toQuery(where)));
  const [seen, setSeen] = useState(where);
  if (!same(where, seen)) {
    setSeen(where);
    // The address may hold other conditions than the ones built here: after going back, say.
    if (!same(where, toFilter(query))) setQuery(withOneRule(toQuery(where)));
  }

  const change = (next: RuleGroupType) => {
    const filter = toFilter(next);
    setQuery(next);
    if (!same(filter, where)) onChange(filter);
  };
  return (
    <Paper withBorder p="sm" className={classes.builder}>
      <Text size="sm" c="dimmed" mb="xs">
        Products for which these conditions hold, on top of the filter above:
      </Text>
      <QueryBuilder
        fields={fields}
        combinators={combinators}
        translations={translations}
        query={query}
        onQueryChange={change}
        controlElements={controls}
        maxLevels={deepest}
        addRuleToNewGroups
        resetOnOperatorChange={false}
        showNotToggle
        getDefaultField={() => 'description' satisfies FilterField}
      />
    </Paper>
  );
}

function withOneRule(query: RuleGroupType): RuleGroupType {
  if (query.rules.length > 0) return query;
  return { ...query, rules: [{ field: 'description', operator: 'contains', value: '' }] };
}

function same(a: ProductFilter | null, b: ProductFilter | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
