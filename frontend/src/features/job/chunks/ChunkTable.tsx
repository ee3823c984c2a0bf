import { Checkbox, Group, Pagination, Stack, Table } from '@mantine/core';
import { useState } from 'react';
import { DataTable } from '~/components/DataTable';
import { formatCount, formatRunTime, formatTime } from '~/components/format';
import { chunkStateTitles, durationOf, type Chunk } from './chunk';
import { toggled, type Selection } from './selection';

const pageSize = 100;

/** All chunks as a table; a checkbox selects one. */
export function ChunkTable({
  chunks,
  selected,
  onSelect,
}: {
  chunks: readonly Chunk[];
  selected: Selection;
  onSelect: (numbers: Selection) => void;
}) {
  const [page, setPage] = useState(1);
  const pages = Math.ceil(chunks.length / pageSize);
  const shown = chunks.slice((page - 1) * pageSize, page * pageSize);
  const toggle = (number: number) => onSelect(toggled(selected, number));
  return (
    <Stack gap="sm">
      <DataTable
        label="Chunks"
        minWidth={1040}
        head={
          <>
            <Table.Th ta="right">Chunk</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th ta="right">Attempts</Table.Th>
            <Table.Th ta="right">Items</Table.Th>
            <Table.Th ta="right">Stored away</Table.Th>
            <Table.Th ta="right">Failed</Table.Th>
            <Table.Th>Program</Table.Th>
            <Table.Th>Completed</Table.Th>
            <Table.Th ta="right">Took</Table.Th>
            <Table.Th>Worker</Table.Th>
            <Table.Th>Last error</Table.Th>
          </>
        }
      >
        {shown.map((chunk) => (
          <ChunkRow
            key={chunk.number}
            chunk={chunk}
            selected={selected.has(chunk.number)}
            onToggle={() => toggle(chunk.number)}
          />
        ))}
      </DataTable>
      {pages > 1 && (
        <Group justify="flex-end">
          <Pagination
            total={pages}
            value={page}
            onChange={setPage}
            size="sm"
            withEdges
            getItemProps={(number) => ({ 'aria-label': `Page ${number}` })}
            getControlProps={(control) => ({ 'aria-label': `${control} page` })}
          />
        </Group>
      )}
    </Stack>
  );
}

function ChunkRow({
  chunk,
  selected,
  onToggle,
}: {
  chunk: Chunk;
  selected: boolean;
  onToggle: () => void;
}) {
  const duration = durationOf(chunk);
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="sm" justify="flex-end" wrap="nowrap">
          {formatCount(chunk.number)}
          <Checkbox
            size="xs"
            aria-label={`Select chunk ${chunk.number}`}
            checked={selected}
            onChange={onToggle}
          />
        </Group>
      </Table.Td>
      <Table.Td>{chunkStateTitles[chunk.state]}</Table.Td>
      <Table.Td ta="right">{formatCount(chunk.attempts)}</Table.Td>
      <Table.Td ta="right">{formatCount(chunk.items)}</Table.Td>
      <Table.Td ta="right">{formatCount(chunk.exceptions)}</Table.Td>
      <Table.Td ta="right">{formatCount(chunk.itemsFailed)}</Table.Td>
      <Table.Td ff="monospace">{chunk.programHash.slice(0, 12)}</Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        {chunk.finishedAt && formatTime(chunk.finishedAt)}
      </Table.Td>
      <Table.Td ta="right">{duration !== null && formatRunTime(duration)}</Table.Td>
      <Table.Td ff="monospace">{chunk.workerId}</Table.Td>
      <Table.Td>{chunk.error}</Table.Td>
    </Table.Tr>
  );
}
