import { Alert, Button, Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import type { CombinedError } from 'urql';
import { plural } from '~/components/format';
import { apiError } from '~/graphql/errors';
import type { RowColumn } from '../rows/row';
import type { Scope } from '../rows/scope';
import { operationsFor, readDraft, type ChangeDraft, type DraftErrors } from './changeDraft';
import { ScopeField } from './ScopeField';
import type { CellChange } from './useBulk';
import { useTouched } from './useTouched';

/** Asks what to do with the cells of a column, and of which rows. */
export function BulkForm({
  batchId,
  columns,
  scopes,
  busy,
  error,
  onSubmit,
  onClose,
}: {
  batchId: string;
  /** The columns that can be edited; one at least. */
  columns: readonly RowColumn[];
  /** The rows that can be chosen; the first ones at first. */
  scopes: readonly [Scope, ...Scope[]];
  busy: boolean;
  error: CombinedError | undefined;
  onSubmit: (scope: Scope, change: CellChange) => void;
  onClose: () => void;
}) {
  const [scope, setScope] = useState<Scope>(scopes[0]);
  const [draft, setDraft] = useState<ChangeDraft>({
    column: columns[0]?.key ?? '',
    operation: 'SET',
    value: '',
    find: '',
  });
  const [errors, setErrors] = useState<DraftErrors>({});
  const touched = useTouched(batchId, scope);
  const column = columns.find(({ key }) => key === draft.column);
  if (!column) return null;
  const operations = operationsFor(column);
  const chosen = operations.find(({ operation }) => operation === draft.operation);
  const put = (changes: Partial<ChangeDraft>) => {
    setErrors({});
    setDraft({ ...draft, ...changes });
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readDraft(draft, column);
    if ('errors' in read) setErrors(read.errors);
    else onSubmit(scope, read.change);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ScopeField scopes={scopes} value={scope} onChange={setScope} />
        <Select
          label="Column"
          allowDeselect={false}
          data={columns.map(({ key, title }) => ({ value: key, label: title }))}
          value={draft.column}
          onChange={(key) => put({ column: key ?? '', operation: 'SET', value: '' })}
        />
        {operations.length > 1 && (
          <Radio.Group
            label="What to do"
            value={draft.operation}
            onChange={(operation) => put({ operation })}
          >
            <Group gap="lg" mt={6}>
              {operations.map(({ operation, title }) => (
                <Radio key={operation} value={operation} label={title} />
              ))}
            </Group>
          </Radio.Group>
        )}
        {draft.operation === 'REPLACE' && (
          <TextInput
            label="Text to look for"
            description="In upper and lower case as given"
            value={draft.find}
            error={errors.find}
            onChange={(event) => put({ find: event.currentTarget.value })}
          />
        )}
        <TextInput
          label={chosen?.label}
          description={valueHelp(draft, column) ?? chosen?.help}
          inputMode={column.type === 'TEXT' ? 'text' : 'decimal'}
          value={draft.value}
          error={errors.value}
          onChange={(event) => put({ value: event.currentTarget.value })}
        />
        {error && (
          <Alert role="alert" color="red" variant="light" title="Nothing was changed">
            {apiError(error).message}
          </Alert>
        )}
        <Text size="sm" c="dimmed">
          Removed rows stay as they are. The change is kept in the history, but Ctrl+Z does not take
          it back.
        </Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
          <Button type="submit" loading={busy} disabled={touched === 0}>
            {touched === undefined ? 'Change the rows' : `Change ${plural(touched, 'row')}`}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function valueHelp({ operation }: ChangeDraft, { type, nullable }: RowColumn): string | undefined {
  if (operation !== 'SET') return undefined;
  if (type === 'BOOLEAN') return 'Yes or no.';
  return nullable ? 'Leave it empty to empty the cells.' : undefined;
}
