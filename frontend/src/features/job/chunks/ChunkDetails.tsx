import { Alert, Code, DataList, Group, Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount, formatRunTime, formatTime } from '~/components/format';
import { TextLink } from '~/components/links';
import { chunkStateTitles, durationOf, type Chunk } from './chunk';

/** What there is to know of one chunk. */
export function ChunkDetails({
  chunk,
  jobId,
  withResults,
}: {
  chunk: Chunk | undefined;
  jobId: string;
  /** True if jobs like this one keep results. */
  withResults: boolean;
}) {
  if (!chunk) {
    return (
      <Paper withBorder p="md">
        <Text size="sm" c="dimmed">
          Press a cell to see its chunk. The arrow keys lead on; Shift selects several, the space
          bar one by one.
        </Text>
      </Paper>
    );
  }
  const duration = durationOf(chunk);
  const facts: [label: string, value: ReactNode][] = [
    ['State', chunkStateTitles[chunk.state]],
    ['Attempts', formatCount(chunk.attempts)],
    ['Items', `${formatCount(chunk.itemsDone)} of ${formatCount(chunk.items)} done`],
    ['Stored away', chunk.exceptions > 0 && formatCount(chunk.exceptions)],
    ['Failed', chunk.itemsFailed > 0 && formatCount(chunk.itemsFailed)],
    ['Program', chunk.programHash && <Code key="hash">{chunk.programHash.slice(0, 12)}</Code>],
    ['Build', chunk.buildRevision && <Code key="build">{chunk.buildRevision.slice(0, 12)}</Code>],
    ['Worker', chunk.workerId && <Code key="worker">{chunk.workerId}</Code>],
    ['Started', chunk.startedAt && formatTime(chunk.startedAt)],
    [
      chunk.state === 'FAILED' ? 'Given up' : 'Completed',
      chunk.finishedAt && formatTime(chunk.finishedAt),
    ],
    ['Took', duration !== null && formatRunTime(duration)],
  ];
  return (
    <Paper withBorder p="md" component="section" aria-label={`Chunk ${chunk.number}`}>
      <Group justify="space-between" mb="sm">
        <Text fw={600}>Chunk {formatCount(chunk.number)}</Text>
        {withResults && chunk.state === 'DONE' && (
          <TextLink
            to="/jobs/$jobId"
            params={{ jobId }}
            search={{ tab: 'results', chunk: chunk.number }}
            size="sm"
          >
            Its results
          </TextLink>
        )}
      </Group>
      <DataList gap={6} labelWidth="100px">
        {facts
          .filter(([, value]) => Boolean(value))
          .map(([label, value]) => (
            <DataList.Item key={label}>
              <DataList.ItemLabel>{label}</DataList.ItemLabel>
              <DataList.ItemValue>{value}</DataList.ItemValue>
            </DataList.Item>
          ))}
      </DataList>
      {chunk.error && (
        <Alert mt="sm" color="red" variant="light" title="Why the latest attempt failed">
          {chunk.error}
        </Alert>
      )}
    </Paper>
  );
}
