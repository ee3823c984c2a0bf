import { List, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from 'urql';
import { ErrorState } from '~/components/ErrorState';
import { FromTo } from '~/components/FromTo';
import { HistoryList } from '~/components/HistoryList';
import { fieldLabel, valueText } from '~/components/valueText';
import { graphql } from '~/graphql/graphql';
import { eventWords, headerChanges } from './eventWords';

const batchHistoryQuery = graphql(`
  query BatchHistory($id: ID!) {
    batch(id: $id) {
      id
      history(first: 200) {
        kind
        rowCount
        changes
        by {
          id
          name
        }
        at
      }
    }
  }
`);

const most = 200;

/** What has happened to a batch, newest first. */
export function BatchHistory({ batchId }: { batchId: string }) {
  const [{ data, error }, ask] = useQuery({
    query: batchHistoryQuery,
    variables: { id: batchId },
    requestPolicy: 'network-only',
  });
  const history = data?.batch?.history;
  if (!history) {
    if (error) return <ErrorState title="There is no history" error={error} onRetry={ask} />;
    return <Skeleton h={240} role="status" aria-label="Loading the history" />;
  }
  const items = history.map(({ kind, rowCount, changes, by, at }, index) => ({
    key: `${at} ${index}`,
    title: eventWords(kind, rowCount),
    by: by?.name ?? null,
    at,
    details: <Changes changes={headerChanges(changes)} />,
  }));
  return (
    <Stack>
      <HistoryList label="History of the batch" items={items} />
      <Text size="sm" c="dimmed">
        {items.length === most && 'What came before is not shown. '}
        Edits of single rows are in the details of the rows.
      </Text>
    </Stack>
  );
}

function Changes({ changes }: { changes: ReturnType<typeof headerChanges> }) {
  if (changes.length === 0) return null;
  return (
    <List size="sm" listStyleType="none">
      {changes.map(({ field, from, to }) => (
        <List.Item key={field}>
          {fieldLabel(field)} <FromTo from={valueText(from)} to={valueText(to)} />
        </List.Item>
      ))}
    </List>
  );
}
