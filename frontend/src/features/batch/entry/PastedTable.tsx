import { Table, Text } from '@mantine/core';
import { DataTable } from '~/components/DataTable';
import { formatCount } from '~/components/format';
import type { Pasted } from './pasted';

const shown = 5;

/** How a pasted table is understood: its first lines, with what each column is. */
export function PastedTable({ pasted: { fields, lines } }: { pasted: Pasted }) {
  const used = fields.flatMap((field) => (field ? [field] : []));
  const left = fields.length - used.length;
  const more = [
    lines.length > shown && `and ${formatCount(lines.length - shown)} more`,
    left > 0 && `${left} ${left === 1 ? 'column is' : 'columns are'} left out`,
  ].filter(Boolean);
  return (
    <div>
      <DataTable
        label="How the rows are understood"
        minWidth={used.length * 120}
        head={used.map(({ column, title }) => (
          <Table.Th key={column}>{title}</Table.Th>
        ))}
      >
        {lines.slice(0, shown).map((line, index) => (
          <Table.Tr key={index}>
            {used.map(({ column }) => (
              <Table.Td key={column}>{line[column]}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </DataTable>
      {more.length > 0 && (
        <Text size="sm" c="dimmed" mt={4}>
          {more.join(' · ')}
        </Text>
      )}
    </div>
  );
}
