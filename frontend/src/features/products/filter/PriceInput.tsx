import { TextInput } from '@mantine/core';
import { useTyped } from '~/components/useTyped';

/** A bound of a price range; told only while it is a price or empty. */
export function PriceInput({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const typed = useTyped(value, onChange);
  const valid = isPriceOrEmpty(typed.text);
  return (
    <TextInput
      label={label}
      placeholder="Any"
      inputMode="decimal"
      error={valid ? undefined : 'Like 12.50'}
      value={typed.text}
      onChange={({ currentTarget: { value: text } }) =>
        isPriceOrEmpty(text) ? typed.type(text) : typed.hold(text)
      }
    />
  );
}

function isPriceOrEmpty(text: string): boolean {
  return /^(\d+(\.\d+)?)?$/.test(text.trim());
}
