import { Group, NumberInput, Stack } from '@mantine/core';
import { IconTableOptions } from '@tabler/icons-react';
import { useQuery } from 'urql';
import { EmptyList } from '~/components/EmptyList';
import { ListView } from '~/components/ListView';
import { pagerFragment } from '~/components/Pager';
import type { PagePlace } from '~/components/trail';
import { graphql } from '~/graphql/graphql';
import type { JobSearch } from '../search';
import { ResultTable, resultTableFragment } from './ResultTable';

const resultsQuery = graphql(
  `
    query JobResults($id: ID!, $chunk: Int, $first: Int!, $after: String) {
      job(id: $id) {
        id
        results(chunk: $chunk, first: $first, after: $after) {
          totalCount
          nodes {
            ...ResultTable
          }
          pageInfo {
            ...Pager
          }
        }
      }
    }
  `,
  [pagerFragment, resultTableFragment],
);

/** What the job produced, page by page. */
export function ResultsTab({
  jobId,
  search,
  onSearch,
  onGo,
}: {
  jobId: string;
  search: JobSearch;
  onSearch: (changes: Partial<JobSearch>) => void;
  onGo: (place: PagePlace) => void;
}) {
  const [{ data, error, fetching, stale }, run] = useQuery({
    query: resultsQuery,
    variables: {
      id: jobId,
      chunk: search.chunk || null,
      first: search.size,
      after: search.after || null,
    },
    requestPolicy: 'cache-and-network',
  });
  const results = data?.job?.results;
  return (
    <Stack gap="md">
      <Group component="search" aria-label="Filter the results">
        <NumberInput
          label="Chunk"
          placeholder="All"
          w={140}
          min={1}
          allowDecimal={false}
          value={search.chunk || ''}
          onChange={(chunk) => onSearch({ chunk: typeof chunk === 'number' ? chunk : 0 })}
        />
      </Group>
      <ListView
        noun="results"
        page={results}
        error={error}
        busy={fetching || stale}
        search={search}
        onRetry={() => run({ requestPolicy: 'network-only' })}
        onGo={onGo}
        onSize={(size) => onSearch({ size })}
        empty={
          <EmptyList
            icon={<IconTableOptions aria-hidden />}
            noun="results"
            filtered={search.chunk !== 0}
            onClear={() => onSearch({ chunk: 0 })}
            explanation="What the program finds out about an item is kept here as soon as its chunk is done."
          />
        }
      >
        <ResultTable results={results?.nodes ?? []} />
      </ListView>
    </Stack>
  );
}
