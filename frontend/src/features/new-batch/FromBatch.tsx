import { Paper } from '@mantine/core';
import { BatchForm, type batchFormFragment } from '~/components/batch-form/BatchForm';
import { useCreateBatch } from '~/components/batch-form/useCreateBatch';
import { useListNavigation } from '~/components/useListNavigation';
import { graphql, type FragmentOf } from '~/graphql/graphql';
import { BatchSelect } from './BatchSelect';
import type { NewBatchSearch } from './search';

const createFromBatchMutation = graphql(`
  mutation CreateBatchFromBatch($input: CreateBatchFromBatchInput!) {
    createBatchFromBatch(input: $input) {
      batch {
        id
      }
    }
  }
`);

/** Makes a batch of the products of another one. */
export function FromBatch({
  type,
  from,
}: {
  type: FragmentOf<typeof batchFormFragment>;
  /** The other batch; empty until one is chosen. */
  from: string;
}) {
  const { put } = useListNavigation<NewBatchSearch>();
  const { create, busy, failure } = useCreateBatch(
    createFromBatchMutation,
    (data) => data.createBatchFromBatch.batch,
  );
  return (
    <Paper withBorder p="md" maw={720}>
      <BatchForm
        type={type}
        busy={busy}
        disabled={from === ''}
        failure={failure}
        onCreate={(draft) => void create({ ...draft, batchId: from })}
      >
        <BatchSelect value={from} onChange={(batch) => put({ from: batch })} />
      </BatchForm>
    </Paper>
  );
}
