import { Group, Select, Text, TextInput } from '@mantine/core';
import type { ValueEditorProps } from 'react-querybuilder';
import { useTyped } from '~/components/useTyped';
import { needsNoValue } from './operators';
import { useOptions, type ReferenceKind } from './options';
import type { FieldKind } from './productFilter';

/** Asks for the value of a condition, in the way that its field needs. */
export function ValueInput(props: ValueEditorProps) {
  const { field, fieldData, operator, handleOnChange } = props;
  const value: unknown = props.value;
  const kind = fieldData.kind as FieldKind;
  const change = handleOnChange as (value: unknown) => void;
  if (needsNoValue(operator)) return null;
  if (operator === 'between') return <RangeInput value={value} onChange={change} />;
  if (kind === 'flag') return <FlagInput value={value === true} onChange={change} />;
  const text = typeof value === 'string' ? value : '';
  if (kind === 'reference') {
    return (
      <ReferenceInput key={field} kind={field as ReferenceKind} value={text} onChange={change} />
    );
  }
  return <TextValue label="Value" decimal={kind === 'decimal'} value={text} onChange={change} />;
}

function TextValue({
  label,
  decimal,
  value,
  onChange,
}: {
  label: string;
  decimal: boolean;
  value: string;
  onChange: (value: string) => void;
}) {
  const typed = useTyped(value, onChange);
  const valid = !decimal || /^(-?\d+(\.\d+)?)?$/.test(typed.text.trim());
  return (
    <TextInput
      size="xs"
      aria-label={label}
      inputMode={decimal ? 'decimal' : 'text'}
      w={decimal ? 90 : 200}
      error={valid ? undefined : 'Like 12.50'}
      value={typed.text}
      onChange={(event) => typed.type(event.currentTarget.value)}
    />
  );
}

function RangeInput({ value, onChange }: { value: unknown; onChange: (value: string[]) => void }) {
  const [from = '', to = ''] = Array.isArray(value) ? (value as string[]) : [];
  return (
    <Group gap="xs" wrap="nowrap">
      <TextValue label="From" decimal value={from} onChange={(next) => onChange([next, to])} />
      <Text size="sm">and</Text>
      <TextValue label="To" decimal value={to} onChange={(next) => onChange([from, next])} />
    </Group>
  );
}

function FlagInput({ value, onChange }: { value: boolean; onChange: (value: boolean) => void }) {
  return (
    <Select
      size="xs"
      aria-label="Value"
      w={90}
      allowDeselect={false}
      data={[
        { value: 'true', label: 'yes' },
        { value: 'false', label: 'no' },
      ]}
      value={String(value)}
      onChange={(next) => onChange(next === 'true')}
    />
  );
}

function ReferenceInput({
  kind,
  value,
  onChange,
}: {
  kind: ReferenceKind;
  value: string;
  onChange: (id: string) => void;
}) {
  const options = useOptions(kind, '', value === '' ? [] : [value]);
  return (
    <Select
      size="xs"
      aria-label="Value"
      placeholder="Choose"
      searchable
      w={200}
      nothingFoundMessage="Nothing found"
      data={options}
      value={value === '' ? null : value}
      onChange={(id) => onChange(id ?? '')}
    />
  );
}
