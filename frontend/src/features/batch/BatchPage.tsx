import { Stack } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { useParams, useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { ErrorState } from '~/components/ErrorState';
import { ButtonLink } from '~/components/links';
import { Missing } from '~/components/Missing';
import { TableSkeleton } from '~/components/TableSkeleton';
import { useListNavigation } from '~/components/useListNavigation';
import { graphql } from '~/graphql/graphql';
import { HandEntry, handEntryFragment } from './entry/HandEntry';
import { FileReport, fileReportFragment } from './file/FileReport';
import { BatchHeader, batchHeaderFragment } from './header/BatchHeader';
import { PurgedRows } from './rows/PurgedRows';
import { RowsPanel, rowsPanelFragment } from './rows/RowsPanel';
import classes from './BatchPage.module.css';
import type { BatchSearch } from './search';
import { Stage, stageFragment } from './stage/Stage';
import { useBatchChanges } from './useBatchChanges';

const batchQuery = graphql(
  `
    query Batch($id: ID!) {
      batch(id: $id) {
        id
        state
        ...BatchHeader
        ...FileReport
        ...HandEntry
        ...Stage
        ...RowsPanel
      }
    }
  `,
  [batchHeaderFragment, fileReportFragment, handEntryFragment, rowsPanelFragment, stageFragment],
);

const purgedStates = ['PURGING', 'PURGED'];
const rowlessStates = ['CREATED', ...purgedStates];

/** One batch: reviewed, executed and watched here. */
export function BatchPage() {
  const { batchId } = useParams({ from: '/shell/batches/$batchId' });
  const search = useSearch({ from: '/shell/batches/$batchId' });
  const [{ data, error }, run] = useQuery({
    query: batchQuery,
    variables: { id: batchId },
    requestPolicy: 'cache-and-network',
  });
  const reload = () => run({ requestPolicy: 'network-only' });
  useBatchChanges(batchId, reload);
  const { change } = useListNavigation<BatchSearch>();

  if (error && !data) {
    return <ErrorState title="The batch can’t be shown" error={error} onRetry={reload} />;
  }
  if (!data) return <TableSkeleton label="Loading the batch" />;
  const { batch } = data;
  if (!batch) {
    return (
      <Missing icon={<IconListDetails aria-hidden />} title="There is no such batch">
        <ButtonLink to="/batches" variant="default">
          All batches
        </ButtonLink>
      </Missing>
    );
  }
  return (
    <Stack gap="md" className={classes.page}>
      <BatchHeader batch={batch} />
      <FileReport batch={batch} />
      <Stage batch={batch} />
      <HandEntry key={`entry ${batch.id}`} batch={batch} />
      {purgedStates.includes(batch.state) && <PurgedRows />}
      {!rowlessStates.includes(batch.state) && (
        <RowsPanel key={batch.id} batch={batch} search={search} onSearch={change} />
      )}
    </Stack>
  );
}
