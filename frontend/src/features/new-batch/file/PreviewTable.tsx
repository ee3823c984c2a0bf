import { Badge, Select, Table, Text } from '@mantine/core';
import { DataTable } from '~/components/DataTable';
import { columnTypes, overruleType } from './format';
import type { FormatOverrides, Inspection } from './inspection';
import { fieldsFrom, type LineField, type Mapping } from './mapping';
import classes from './PreviewTable.module.css';

const mostColumns = 40;

/** The first rows of the file as they will be read, with what goes where. */
export function PreviewTable({
  inspection,
  fields,
  mapping,
  overrides,
  onOverrule,
}: {
  inspection: Inspection;
  fields: readonly LineField[];
  mapping: Mapping;
  overrides: FormatOverrides;
  onOverrule: (overrides: FormatOverrides) => void;
}) {
  const { format, preview } = inspection;
  const columns = format.columns.slice(0, mostColumns);
  const hidden = format.columns.length - columns.length;
  return (
    <>
      <DataTable
        label="The first rows"
        minWidth={Math.min(200 + columns.length * 150, 6_000)}
        head={
          <>
            <Table.Th ta="right">Line</Table.Th>
            {columns.map(({ name, type }) => (
              <Table.Th key={name} className={classes.column}>
                <Text span fw={650} fz="sm" truncate display="block" title={name}>
                  {name}
                </Text>
                <Select
                  aria-label={`Type of ${name}`}
                  size="xs"
                  variant="unstyled"
                  className={classes.type}
                  allowDeselect={false}
                  data={columnTypes}
                  value={type}
                  onChange={(value) => value && onOverrule(overruleType(overrides, name, value))}
                />
                {fieldsFrom(fields, mapping, name).map((title) => (
                  <Badge key={title} variant="light" tt="none" size="sm">
                    {title}
                  </Badge>
                ))}
              </Table.Th>
            ))}
          </>
        }
      >
        {preview.map((row) => (
          <PreviewRow key={row.line} row={row} columns={columns} />
        ))}
      </DataTable>
      {hidden > 0 && (
        <Text size="sm" c="dimmed">
          {hidden} more columns are not shown here. They can be chosen below.
        </Text>
      )}
    </>
  );
}

function PreviewRow({
  row: { line, fields, problems },
  columns,
}: {
  row: Inspection['preview'][number];
  columns: readonly { name: string; type: string }[];
}) {
  return (
    <>
      <Table.Tr style={problems.length > 0 ? { borderBottom: 'none' } : undefined}>
        <Table.Td ta="right" c="dimmed" className={classes.figures}>
          {line}
        </Table.Td>
        {columns.map(({ name, type }, index) => {
          const bad = problems.some(({ column }) => column === name);
          return (
            <Table.Td
              key={name}
              className={bad ? classes.bad : classes.value}
              ta={numeric.has(type) ? 'right' : undefined}
            >
              {fields[index] ?? ''}
            </Table.Td>
          );
        })}
      </Table.Tr>
      {problems.length > 0 && (
        <Table.Tr className={classes.problem}>
          <Table.Td />
          <Table.Td colSpan={Math.max(columns.length, 1)}>
            {problems
              .map(({ column, reason }) => (column === '' ? reason : `${column}: ${reason}`))
              .join(' · ')}
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

const numeric = new Set(['integer', 'decimal', 'money']);
