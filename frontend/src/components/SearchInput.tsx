import { CloseButton, TextInput, type TextInputProps } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTyped } from './useTyped';

/** A search box that tells its text when the user pauses. */
export function SearchInput({
  value,
  onChange,
  ...props
}: {
  value: string;
  onChange: (value: string) => void;
} & Pick<TextInputProps, 'label' | 'aria-label' | 'placeholder' | 'miw'>) {
  const typed = useTyped(value, onChange);
  return (
    <TextInput
      role="searchbox"
      {...props}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed.text === '' ? null : (
          <CloseButton size="sm" aria-label="Clear the search" onClick={() => typed.put('')} />
        )
      }
      value={typed.text}
      onChange={(event) => typed.type(event.currentTarget.value)}
    />
  );
}
