import { Checkbox, Select, TextInput } from '@mantine/core';
import type { Parameter } from './parameters';

/** Which keyboard a telephone shows; the browser's own for the others. */
const inputModes: Partial<Record<Parameter['type'], 'numeric' | 'decimal'>> = {
  INTEGER: 'numeric',
  DECIMAL: 'decimal',
  MONEY: 'decimal',
};

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
      type={type === 'DATE' ? 'date' : 'text'}
      inputMode={inputModes[type]}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
