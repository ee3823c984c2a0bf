import { Stack, Text } from '@mantine/core';
import { IconSnowflake } from '@tabler/icons-react';
import { useQuery } from 'urql';
import { CancelJob, cancelJobFragment } from '~/components/CancelJob';
import { formatCount, plural } from '~/components/format';
import { JobProgressPanel, jobProgressFragment } from '~/components/JobProgress';
import { useLiveJob } from '~/components/useLiveJob';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { JobLink } from './JobLink';
import { StageFrame } from './StageFrame';
import { StageNote } from './StageNote';

export const undoStageFragment = graphql(
  `
    fragment UndoStage on Batch {
      id
      state
      undoneBy {
        id
        name
      }
      undoJob {
        id
        state
        progress {
          ...JobProgress
        }
        ...CancelJob
      }
    }
  `,
  [cancelJobFragment, jobProgressFragment],
);

/** While the execution is being undone, and when that is done. */
export function UndoStage({ batch: masked }: { batch: FragmentOf<typeof undoStageFragment> }) {
  const batch = readFragment(undoStageFragment, masked);
  const job = batch.undoJob;
  useLiveJob(job?.id ?? null);
  const done = batch.state === 'REVERTED';
  if (!done) {
    return (
      <StageFrame actions={job && <CancelJob job={job} what="the undoing" />}>
        <Stack gap="sm">
          <Text fw={600}>
            {job?.state === 'PAUSED' ? 'The undoing is paused' : 'The execution is being undone'}
          </Text>
          {job && (
            <JobProgressPanel progress={job.progress} label="Progress of the undoing" noun="rows" />
          )}
          {job && <JobLink id={job.id} />}
        </Stack>
      </StageFrame>
    );
  }
  return (
    <StageFrame>
      <Stack gap="xs">
        <UndoneRows batchId={batch.id} />
        <StageNote icon={IconSnowflake}>
          Frozen{batch.undoneBy && `, undone by ${batch.undoneBy.name}`}. It can be read, but not
          changed any more.
        </StageNote>
        {job && <JobLink id={job.id} />}
      </Stack>
    </StageFrame>
  );
}

const undoneRowsQuery = graphql(`
  query UndoneRows($id: ID!) {
    batch(id: $id) {
      id
      reverted: rows(where: { outcome: REVERTED }, first: 1) {
        totalCount
      }
      kept: rows(where: { outcome: KEPT }, first: 1) {
        totalCount
      }
    }
  }
`);

/** How many rows were undone, and how many could not be. */
function UndoneRows({ batchId }: { batchId: string }) {
  const [{ data }] = useQuery({ query: undoneRowsQuery, variables: { id: batchId } });
  const reverted = data?.batch?.reverted.totalCount;
  const kept = data?.batch?.kept.totalCount ?? 0;
  return (
    <>
      <Text fw={600}>
        {reverted === undefined ? 'Undone' : `${plural(reverted, 'row')} undone`}
        {kept > 0 && `, ${formatCount(kept)} left alone`}
      </Text>
      {kept > 0 && (
        <Text size="sm">
          What the batch had written there was changed by someone since. Choose the outcome “Not
          undone” below to see these rows.
        </Text>
      )}
    </>
  );
}
