import { Table, Text } from '@mantine/core';
import { BatchStateLabel, batchStateFragment } from '~/components/BatchStateLabel';
import { DueDate, dueDateFragment } from '~/components/DueDate';
import { formatCount } from '~/components/format';
import { TextLink } from '~/components/links';
import { TickCell } from '~/components/ticks/TickCells';
import type { Ticks } from '~/components/ticks/ticks';
import { TimeText } from '~/components/TimeText';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';

export const batchRowFragment = graphql(
  `
    fragment BatchRow on Batch {
      id
      number
      description
      sourceText
      createdAt
      type {
        key
        title
      }
      createdBy {
        id
        name
      }
      populationJob {
        id
        progress {
          jobId
          totalItems
        }
      }
      ...BatchStateLabel
      ...DueDate
    }
  `,
  [batchStateFragment, dueDateFragment],
);

export function BatchRow({
  batch: masked,
  ticks,
}: {
  batch: FragmentOf<typeof batchRowFragment>;
  ticks: Ticks;
}) {
  const batch = readFragment(batchRowFragment, masked);
  const rows = batch.populationJob?.progress.totalItems ?? null;
  return (
    <Table.Tr>
      <TickCell id={batch.id} ticks={ticks} label={batch.number} />
      <Table.Td>
        <TextLink to="/batches/$batchId" params={{ batchId: batch.id }} ff="monospace">
          {batch.number}
        </TextLink>
      </Table.Td>
      <Table.Td>{batch.type.title}</Table.Td>
      <Table.Td maw={360}>
        <Text span inherit lineClamp={2} c={batch.description ? undefined : 'dimmed'}>
          {batch.description || batch.sourceText}
        </Text>
      </Table.Td>
      <Table.Td>
        <BatchStateLabel batch={batch} />
      </Table.Td>
      <Table.Td ta="right" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {rows === null ? '–' : formatCount(rows)}
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        <DueDate batch={batch} />
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        <TimeText time={batch.createdAt} />
        {batch.createdBy && ` by ${batch.createdBy.name}`}
      </Table.Td>
    </Table.Tr>
  );
}
