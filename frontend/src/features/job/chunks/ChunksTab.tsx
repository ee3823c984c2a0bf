import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconChevronRight, IconChevronsLeft, IconGridDots } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { EmptyList } from '~/components/EmptyList';
import { ErrorState } from '~/components/ErrorState';
import { plural } from '~/components/format';
import { TableSkeleton } from '~/components/TableSkeleton';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import type { JobSearch } from '../search';
import { ChunkActions, chunkActionsFragment } from './ChunkActions';
import { ChunkDetails } from './ChunkDetails';
import { ChunkTable } from './ChunkTable';
import classes from './ChunksTab.module.css';
import { colorChunks } from './coloring';
import { Heatmap } from './Heatmap';
import colors from './Heatmap.module.css';
import { Legend } from './Legend';
import { useChunks } from './useChunks';
import type { Selection } from './selection';

export const chunksTabFragment = graphql(
  `
    fragment ChunksTab on Job {
      id
      progress {
        jobId
        state
        totalChunks
        chunksDone
        chunksRunning
        chunksFailed
        itemsDone
      }
      ...ChunkActions
    }
  `,
  [chunkActionsFragment],
);

const nothing: Selection = new Set();

/** All chunks of the job: how they stand, and what can be done with them. */
export function ChunksTab({
  job: masked,
  withResults,
  search,
  onSearch,
}: {
  job: FragmentOf<typeof chunksTabFragment>;
  /** True if jobs like this one keep results. */
  withResults: boolean;
  search: JobSearch;
  onSearch: (changes: Partial<JobSearch>) => void;
}) {
  const job = readFragment(chunksTabFragment, masked);
  const { loaded, error, reload } = useChunks(job.id, search.after, JSON.stringify(job.progress));
  const [selected, select] = useState(nothing);
  const chunks = useMemo(() => loaded?.chunks ?? [], [loaded]);
  const colored = useMemo(() => colorChunks(chunks, search.color), [chunks, search.color]);
  if (error && !loaded) {
    return <ErrorState title="The chunks can’t be shown" error={error} onRetry={reload} />;
  }
  if (!loaded) return <TableSkeleton label="Loading the chunks" rows={6} />;
  if (chunks.length === 0) {
    return (
      <EmptyList
        icon={<IconGridDots aria-hidden />}
        noun="chunks"
        filtered={false}
        onClear={reload}
        explanation={
          job.progress.totalChunks === null
            ? 'The source is being cut into chunks; they appear here in a moment.'
            : 'The source has no items.'
        }
      />
    );
  }
  const index = chunks.findIndex(({ number }) => number === search.chunk);
  return (
    <Stack gap="md" className={colors.colors}>
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <SegmentedControl
            size="xs"
            aria-label="Color by"
            data={[
              { value: 'state', label: 'State' },
              { value: 'duration', label: 'Duration' },
              { value: 'program', label: 'Program' },
            ]}
            value={search.color}
            onChange={(color) => onSearch({ color: color })}
          />
          <SegmentedControl
            size="xs"
            aria-label="Show as"
            data={[
              { value: 'picture', label: 'Heat map' },
              { value: 'table', label: 'Table' },
            ]}
            value={search.view}
            onChange={(view) => onSearch({ view: view })}
          />
          <Text size="sm" c="dimmed">
            {plural(loaded.total, 'chunk')}
            {selected.size > 0 && `, ${plural(selected.size, 'of them', 'of them')} selected`}
          </Text>
        </Group>
        <ChunkActions job={job} chunks={chunks} selected={selected} />
      </Group>
      <Legend shades={colored.shades} onSelect={select} />
      {search.view === 'table' ? (
        <ChunkTable chunks={chunks} selected={selected} onSelect={select} />
      ) : (
        <div className={classes.sides}>
          <Heatmap
            chunks={chunks}
            colored={colored}
            current={index < 0 ? null : index}
            selected={selected}
            onLook={(at) => onSearch({ chunk: chunks[at]?.number ?? 0 })}
            onSelect={select}
          />
          <ChunkDetails chunk={chunks[index]} jobId={job.id} withResults={withResults} />
        </div>
      )}
      {(search.after !== '' || loaded.next !== null) && (
        <Group gap="xs">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconChevronsLeft size={16} aria-hidden />}
            disabled={search.after === ''}
            onClick={() => onSearch({ after: '', chunk: 0 })}
          >
            First chunks
          </Button>
          <Button
            variant="default"
            size="xs"
            rightSection={<IconChevronRight size={16} aria-hidden />}
            disabled={loaded.next === null}
            onClick={() => onSearch({ after: loaded.next ?? '', chunk: 0 })}
          >
            Next chunks
          </Button>
        </Group>
      )}
    </Stack>
  );
}
