import { Group, Progress, Stack, Text } from '@mantine/core';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { formatCount, formatDuration, formatRate } from './format';
import { isJobActive, type JobState } from './JobStateLabel';

export const jobProgressFragment = graphql(`
  fragment JobProgress on JobProgress {
    jobId
    state
    activity
    totalItems
    itemsDone
    itemsFailed
    exceptions
    exceptionsOpen
    totalChunks
    chunksDone
    chunksRunning
    chunksFailed
    itemsPerSecond
    secondsLeft
  }
`);

type Masked = FragmentOf<typeof jobProgressFragment>;

/** The share that is done, 0 to 100; a finished job of nothing is done. */
export function percentDone(
  itemsDone: number,
  totalItems: number | null,
  finished: boolean,
): number {
  if (finished) return 100;
  if (!totalItems) return 0;
  return Math.min(100, Math.floor((itemsDone / totalItems) * 100));
}

/** A job's progress as a bar alone, for lists; what failed and what was stored away ends it in red and orange. */
export function JobProgressBar({ progress: masked, label }: { progress: Masked; label: string }) {
  const progress = readFragment(jobProgressFragment, masked);
  const { itemsDone, totalItems, itemsFailed, exceptions, state } = progress;
  const percent = percentDone(itemsDone, totalItems, state === 'FINISHED');
  const trouble = (items: number) => (itemsDone === 0 ? 0 : (percent * items) / itemsDone);
  const [failed, away] = [trouble(itemsFailed), trouble(exceptions)];
  return (
    <Progress.Root size="md">
      <Progress.Section
        aria-label={label}
        aria-valuetext={`${percent} %`}
        value={percent - failed - away}
        color={barColor(state)}
        animated={isJobActive(state)}
      />
      {away > 0 && <Progress.Section value={away} color="orange.6" withAria={false} />}
      {failed > 0 && <Progress.Section value={failed} color="red.7" withAria={false} />}
    </Progress.Root>
  );
}

function barColor(state: JobState): string {
  if (state === 'FAILED') return 'red';
  if (state === 'CANCELED') return 'gray.6';
  return state === 'FINISHED' ? 'green' : 'sluice';
}

/** A job's progress as a bar with its figures: how much of what, how fast, how much longer. */
export function JobProgressPanel({
  progress: masked,
  label,
  noun,
}: {
  progress: Masked;
  label: string;
  /** What is counted: "rows". */
  noun: string;
}) {
  const progress = readFragment(jobProgressFragment, masked);
  const total = progress.totalItems;
  const done =
    total === null
      ? progress.activity || 'Starting…'
      : `${formatCount(progress.itemsDone)} of ${formatCount(total)} ${noun}`;
  const pace = [
    progress.itemsPerSecond !== null && formatRate(progress.itemsPerSecond),
    progress.secondsLeft !== null && `${formatDuration(progress.secondsLeft)} left`,
  ].filter(Boolean);
  return (
    <Stack gap={6}>
      <JobProgressBar progress={masked} label={label} />
      <Group justify="space-between" gap="xs" style={{ fontVariantNumeric: 'tabular-nums' }}>
        <Text size="sm">
          {done}
          {progress.itemsFailed > 0 && `, ${formatCount(progress.itemsFailed)} failed`}
        </Text>
        <Text size="sm" c="dimmed">
          {isJobActive(progress.state) && pace.join(' · ')}
        </Text>
      </Group>
    </Stack>
  );
}
