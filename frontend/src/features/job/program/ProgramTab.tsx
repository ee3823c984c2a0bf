import { Code, Group, SegmentedControl, Select, Skeleton, Stack, Text } from '@mantine/core';
import { IconBinaryTree } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { ErrorState } from '~/components/ErrorState';
import { formatRunTime, plural } from '~/components/format';
import { EmptyList } from '~/components/EmptyList';
import type { JobSearch } from '../search';
import { NodeTable } from './NodeTable';
import { useDag } from './useDag';

const ProgramFlow = lazy(() => import('./ProgramFlow'));

/** The job's program with its figures, as a picture or a table, live. */
export function ProgramTab({
  jobId,
  search,
  onSearch,
}: {
  jobId: string;
  search: JobSearch;
  onSearch: (changes: Partial<JobSearch>) => void;
}) {
  const { dag, programs, error, fetching, reload } = useDag(jobId, search.program);
  if (error) {
    return <ErrorState title="The program can’t be shown" error={error} onRetry={reload} />;
  }
  if (!dag && fetching) return <Skeleton h={480} />;
  if (!dag) {
    return (
      <EmptyList
        icon={<IconBinaryTree aria-hidden />}
        noun="programs"
        filtered={search.program !== ''}
        onClear={() => onSearch({ program: '' })}
        explanation="This job sends its items through no program."
      />
    );
  }
  const hashes = programs.map(({ program }) => program).filter((hash) => hash !== null);
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          {hashes.length > 1 ? (
            <Select
              aria-label="Program"
              w={300}
              allowDeselect={false}
              data={programs
                .filter(({ program }) => program !== null)
                .map(({ program, chunks }, index) => ({
                  value: index === 0 ? '' : (program ?? ''),
                  label: `${(program ?? '').slice(0, 12)}, ${plural(chunks, 'chunk')}`,
                }))}
              value={search.program === hashes[0] ? '' : search.program}
              onChange={(program) => onSearch({ program: program ?? '' })}
            />
          ) : (
            <Text size="sm">
              Program <Code>{dag.program.slice(0, 12)}</Code>
            </Text>
          )}
          <Text size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {plural(dag.items, 'item')} in {plural(dag.chunks, 'chunk')},{' '}
            {formatRunTime(dag.runSeconds)} in all nodes
          </Text>
        </Group>
        <SegmentedControl
          size="xs"
          aria-label="Show as"
          data={[
            { value: 'picture', label: 'Picture' },
            { value: 'table', label: 'Table' },
          ]}
          value={search.view}
          onChange={(view) => onSearch({ view: view })}
        />
      </Group>
      {search.view === 'table' ? (
        <NodeTable dag={dag} />
      ) : (
        <Suspense fallback={<Skeleton h={480} />}>
          <ProgramFlow dag={dag} />
        </Suspense>
      )}
    </Stack>
  );
}
