import { Fieldset, Select, SimpleGrid, Text } from '@mantine/core';
import type { LineField, Mapping } from './mapping';

const legend = { legend: { fontWeight: 600 } };

/** Chooses which column of the file each field comes from. */
export function MappingFields({
  fields,
  columns,
  mapping,
  note,
  errors,
  onChoose,
}: {
  fields: readonly LineField[];
  /** The names of the file's columns. */
  columns: readonly string[];
  mapping: Mapping;
  /** Where the mapping came from, and what becomes of fields without a column. */
  note: string;
  errors: Record<string, string>;
  /** Takes a column, or nothing, for a field. */
  onChoose: (field: string, column: string) => void;
}) {
  return (
    <Fieldset legend="What goes where" variant="unstyled" styles={legend}>
      <Text size="sm" c="dimmed" mb="sm">
        {note}
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
