import { Radio, Stack, Text } from '@mantine/core';
import { plural } from '~/components/format';
import type { Scope } from '../rows/scope';

/** A scope in words: "the 3 rows that are ticked". */
export function scopeWords(scope: Scope): string {
  if (scope.kind === 'ticked') {
    const count = scope.rows.length;
    return count === 1 ? 'the row that is ticked' : `the ${plural(count, 'row')} that are ticked`;
  }
  const rows = `all ${plural(scope.count, 'row')}`;
  return scope.filtered ? `${rows} that match the filter` : `${rows} of the batch`;
}

/** Asks which rows are meant; says it if there is no choice. */
export function ScopeField({
  scopes,
  value,
  onChange,
}: {
  scopes: readonly [Scope, ...Scope[]];
  value: Scope;
  onChange: (scope: Scope) => void;
}) {
  if (scopes.length === 1) {
    return (
      <Text>
        Of <strong>{scopeWords(scopes[0])}</strong>:
      </Text>
    );
  }
  return (
    <Radio.Group
      label="Which rows"
      value={value.kind}
      onChange={(kind) => onChange(scopes.find((scope) => scope.kind === kind) ?? scopes[0])}
    >
      <Stack gap={6} mt={6}>
        {scopes.map((scope) => (
          <Radio key={scope.kind} value={scope.kind} label={capitalized(scopeWords(scope))} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
