import { Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { BatchStateLabel, batchStateFragment } from '~/components/BatchStateLabel';
import { DueDate, dueDateFragment } from '~/components/DueDate';
import { formatDate } from '~/components/format';
import { TimeText } from '~/components/TimeText';
import { useOperationsLink } from '~/components/useOperationsLink';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { HistoryButton } from '../history/HistoryButton';
import { BatchMenu, batchMenuFragment } from './BatchMenu';
import { DeleteBatch, deleteBatchFragment } from './DeleteBatch';
import { EditDetails, editDetailsFragment } from './EditDetails';
import { parameterWords } from './parameterWords';
import { PurgeBatch, purgeBatchFragment } from './PurgeBatch';

export const batchHeaderFragment = graphql(
  `
    fragment BatchHeader on Batch {
      id
      number
      description
      notes
      sourceText
      parameters
      options
      createdAt
      state
      dueOn
      purgeOn
      type {
        key
        title
        parameters {
          key
          title
          choices {
            key
            title
          }
        }
        options {
          key
          title
          choices {
            key
            title
          }
        }
      }
      createdBy {
        id
        name
      }
      ...BatchStateLabel
      ...DueDate
      ...EditDetails
      ...BatchMenu
      ...DeleteBatch
      ...PurgeBatch
    }
  `,
  [
    batchMenuFragment,
    batchStateFragment,
    deleteBatchFragment,
    dueDateFragment,
    editDetailsFragment,
    purgeBatchFragment,
  ],
);

const purgedStates = ['PURGING', 'PURGED'];

/** Which batch this is: its number and state, what it is for and where its rows came from. */
export function BatchHeader({ batch: masked }: { batch: FragmentOf<typeof batchHeaderFragment> }) {
  const batch = readFragment(batchHeaderFragment, masked);
  useDocumentTitle(`${batch.number} ${batch.type.title} · Sluice`);
  const operations = useOperationsLink(batch.id);
  const origin = [
    batch.sourceText,
    ...parameterWords(batch.type.parameters, batch.parameters),
  ].filter(Boolean);
  const chosen = parameterWords(batch.type.options, batch.options);
  return (
    <Group justify="space-between" align="flex-start" gap="sm">
      <Stack gap={4} flex="1 1 320px" miw={0}>
        <Group gap="sm">
          <Title order={1} size="h2">
            {batch.type.title} {batch.number}
          </Title>
          <Text size="sm">
            <BatchStateLabel batch={batch} />
          </Text>
          {batch.dueOn && (
            <Text size="sm">
              Due <DueDate batch={batch} />
            </Text>
          )}
        </Group>
        {batch.description && <Text>{batch.description}</Text>}
        <Text size="sm" c="dimmed">
          {origin.join(' · ')}
          {origin.length > 0 && ' · '}
          created <TimeText time={batch.createdAt} />
          {batch.createdBy && ` by ${batch.createdBy.name}`}
          {chosen.length > 0 && ` · executed with ${chosen.join(', ')}`}
          {batch.purgeOn &&
            !purgedStates.includes(batch.state) &&
            ` · kept until ${formatDate(batch.purgeOn)}`}
          {operations && <> · {operations}</>}
        </Text>
        {batch.notes && (
          <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
            {batch.notes}
          </Text>
        )}
      </Stack>
      <Group gap="xs">
        <HistoryButton batchId={batch.id} />
        <EditDetails batch={batch} />
        <BatchMenu batch={batch} />
        <PurgeBatch batch={batch} />
        <DeleteBatch batch={batch} />
      </Group>
    </Group>
  );
}
