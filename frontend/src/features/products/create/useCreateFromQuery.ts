import { useCreateBatch } from '~/components/batch-form/useCreateBatch';
import { graphql } from '~/graphql/graphql';

const createBatchMutation = graphql(`
  mutation CreateBatchFromQuery($input: CreateBatchFromQueryInput!) {
    createBatchFromQuery(input: $input) {
      batch {
        id
      }
    }
  }
`);

/** Creates a batch of the products that match, and goes to it. */
export function useCreateFromQuery() {
  return useCreateBatch(createBatchMutation, (data) => data.createBatchFromQuery.batch);
}
