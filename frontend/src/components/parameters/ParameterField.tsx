import { Checkbox, Select, TextInput } from '@mantine/core';
import type { Parameter } from './parameters';

/** One field of a form of parameters, drawn in the way of its type. */
export function ParameterField({
  parameter,
  value,
  error,
  onChange,
}: {
  parameter: Parameter;
  value: string | boolean;
  error: string | undefined;
  onChange: (value: string | boolean) => void;
}) {
  const { title: label, help, required, type } = parameter;
  const shared = { label, description: help || undefined, error };
  if (type === 'BOOLEAN') {
    return (
      <Checkbox
        {...shared}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  }
  const text = String(value);
  if (type === 'CHOICE') {
    return (
      <Select
        {...shared}
        required={required}
        allowDeselect={!required}
        data={parameter.choices.map(({ key, title }) => ({ value: key, label: title }))}
        value={text === '' ? null : text}
        onChange={(choice) => onChange(choice ?? '')}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      required={required}
      inputMode={type === 'TEXT' ? 'text' : type === 'INTEGER' ? 'numeric' : 'decimal'}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
