import { EmptyState, Group, Stack, Text } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ErrorState } from '~/components/ErrorState';
import { formatCount } from '~/components/format';
import { PageButtons } from '~/components/PageButtons';
import { TableSkeleton } from '~/components/TableSkeleton';
import { nextPlace, previousPlace, type PagePlace } from '~/components/trail';
import { apiError } from '~/graphql/errors';
import { graphql, type ResultOf } from '~/graphql/graphql';
import { previewRowFragment, PreviewTable } from './PreviewTable';

const previewQuery = graphql(
  `
    query PreviewBatch($id: ID!, $first: Int!, $after: String) {
      previewBatch(id: $id, first: $first, after: $after) {
        columns {
          key
          title
          type
        }
        changed
        unchanged
        failing
        blocked
        rows {
          nodes {
            ...PreviewRow
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
      batch(id: $id) {
        id
        columns {
          key
          title
          type
        }
      }
    }
  `,
  [previewRowFragment],
);

const pageSize = 50;
const start: PagePlace = { after: '', trail: [] };

/** What execution would change: counted over the whole batch, and shown row by row. */
export function PreviewPanel({ batchId }: { batchId: string }) {
  const [place, setPlace] = useState(start);
  const [{ data, error, stale, fetching }, ask] = useQuery({
    query: previewQuery,
    variables: { id: batchId, first: pageSize, after: place.after || null },
    requestPolicy: 'network-only',
  });
  if (error && apiError(error).code === 'CONFLICT') {
    return (
      <EmptyState
        py="xl"
        icon={<IconEyeOff aria-hidden />}
        title="There is nothing to preview"
        description={apiError(error).message}
      />
    );
  }
  if (error) return <ErrorState title="There is no preview" error={error} onRetry={ask} />;
  if (!data?.batch) return <TableSkeleton label="Trying what execution would change" />;
  const preview = data.previewBatch;
  const { hasNextPage, endCursor } = preview.rows.pageInfo;
  const go = (to: PagePlace) => () => setPlace(to);
  return (
    <Stack aria-busy={stale || fetching}>
      <Counts preview={preview} />
      {preview.rows.nodes.length > 0 && (
        <PreviewTable
          rows={preview.rows.nodes}
          columns={data.batch.columns}
          effects={preview.columns}
        />
      )}
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed" flex="1 1 280px">
          Tried with the code that will execute it, on the data of this moment, and rolled back.
        </Text>
        {(place.after !== '' || hasNextPage) && (
          <PageButtons
            onFirst={place.after === '' ? null : go(start)}
            onPrevious={place.trail.length > 0 ? go(previousPlace(place.trail)) : null}
            onNext={hasNextPage ? go(nextPlace(place.after, place.trail, endCursor ?? '')) : null}
          />
        )}
      </Group>
    </Stack>
  );
}

type Preview = ResultOf<typeof previewQuery>['previewBatch'];

const counts = [
  ['changed', 'Will change'],
  ['unchanged', 'Already as wanted'],
  ['failing', 'Would fail'],
  ['blocked', 'With errors, left out'],
] as const;

function Counts({ preview }: { preview: Preview }) {
  return (
    <Group component="dl" gap="xl" my={0} style={{ rowGap: 8 }}>
      {counts.map(([key, label]) => (
        <div key={key}>
          <Text component="dt" size="xs" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0} fw={600} style={{ fontVariantNumeric: 'tabular-nums' }}>
            {formatCount(preview[key])}
          </Text>
        </div>
      ))}
    </Group>
  );
}
