import { Fieldset, Select, SimpleGrid, Text } from '@mantine/core';
import type { LineField, Mapping } from './mapping';

const legend = { legend: { fontWeight: 600 } };

/** Chooses which column of the file each field comes from. */
export function MappingFields({
  fields,
  columns,
  mapping,
  remembered,
  errors,
  onChoose,
}: {
  fields: readonly LineField[];
  /** The names of the file's columns. */
  columns: readonly string[];
  mapping: Mapping;
  /** True if the mapping is the user's own of the last time. */
  remembered: boolean;
  errors: Record<string, string>;
  /** Takes a column, or nothing, for a field. */
  onChoose: (field: string, column: string) => void;
}) {
  return (
    <Fieldset legend="What goes where" variant="unstyled" styles={legend}>
      <Text size="sm" c="dimmed" mb="sm">
        {remembered
          ? 'As you chose it the last time for such a file.'
          : 'Guessed from the names of the columns.'}{' '}
        What the file does not say is taken from the products.
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }} spacing="sm">
        {fields.map(({ column: field, title, required, matches }) => (
          <Select
            key={field}
            label={title}
            description={matches ? 'Finds the product' : undefined}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            required={required}
            placeholder="Not in the file"
            clearable={!required}
            searchable
            data={columns}
            value={mapping[field] ?? null}
            error={errors[field]}
            onChange={(column) => onChoose(field, column ?? '')}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  );
}
