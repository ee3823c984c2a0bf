import { Paper } from '@mantine/core';
import { BatchForm, type batchFormFragment } from '~/components/batch-form/BatchForm';
import { useCreateBatch } from '~/components/batch-form/useCreateBatch';
import { graphql, type FragmentOf } from '~/graphql/graphql';

const createBatchMutation = graphql(`
  mutation CreateBatch($input: CreateBatchInput!) {
    createBatch(input: $input) {
      batch {
        id
      }
    }
  }
`);

/** Makes a batch that needs no more than its parameters: an empty one, or one that finds its rows by itself. */
export function FromNothing({
  type,
  source,
}: {
  type: FragmentOf<typeof batchFormFragment>;
  source: 'DATA_SET' | 'HAND';
}) {
  const { create, busy, failure } = useCreateBatch(
    createBatchMutation,
    (data) => data.createBatch.batch,
  );
  return (
    <Paper withBorder p="md" maw={720}>
      <BatchForm
        type={type}
        busy={busy}
        failure={failure}
        onCreate={(draft) => void create({ ...draft, source })}
      />
    </Paper>
  );
}
