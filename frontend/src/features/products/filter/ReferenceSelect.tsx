import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useOptions, type ReferenceKind } from './options';

/** Chooses any number of departments, brands or vendors by name. */
export function ReferenceSelect({
  kind,
  label,
  value,
  onChange,
}: {
  kind: ReferenceKind;
  label: string;
  value: string[];
  onChange: (ids: string[]) => void;
}) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 250);
  const options = useOptions(kind, search, value);
  return (
    <MultiSelect
      label={label}
      placeholder={value.length === 0 ? 'Any' : undefined}
      searchable
      styles={{ inputField: { minWidth: 40 } }}
      clearable
      clearButtonProps={{ 'aria-label': `Clear ${label.toLowerCase()}` }}
      hidePickedOptions
      nothingFoundMessage="Nothing found"
      limit={200}
      data={options}
      value={value}
      onChange={onChange}
      searchValue={typed}
      onSearchChange={setTyped}
    />
  );
}
