import { useMutation } from 'urql';
import { notifyFailed } from '~/components/notify';
import { graphql } from '~/graphql/graphql';
import { changedBatchFragment } from './changedBatch';

const mutations = {
  populate: graphql(
    `
      mutation PopulateBatch($id: ID!) {
        populateBatch(input: { id: $id }) {
          batch {
            ...ChangedBatch
          }
        }
      }
    `,
    [changedBatchFragment],
  ),
  complete: graphql(
    `
      mutation MarkBatchComplete($id: ID!) {
        markBatchComplete(input: { id: $id }) {
          batch {
            ...ChangedBatch
          }
        }
      }
    `,
    [changedBatchFragment],
  ),
  reopen: graphql(
    `
      mutation ReopenBatch($id: ID!) {
        reopenBatch(input: { id: $id }) {
          batch {
            ...ChangedBatch
          }
        }
      }
    `,
    [changedBatchFragment],
  ),
  undo: graphql(
    `
      mutation UndoBatch($id: ID!) {
        undoBatch(input: { id: $id }) {
          batch {
            ...ChangedBatch
          }
        }
      }
    `,
    [changedBatchFragment],
  ),
  purge: graphql(
    `
      mutation PurgeBatch($id: ID!) {
        purgeBatch(input: { id: $id }) {
          batch {
            ...ChangedBatch
          }
        }
      }
    `,
    [changedBatchFragment],
  ),
} as const;

const failed = {
  populate: 'The population was not resumed',
  complete: 'The batch was not marked complete',
  reopen: 'The batch was not reopened',
  undo: 'The batch was not undone',
  purge: 'The purging was not resumed',
} as const;

/** Moves a batch on in its life; says so if that is refused. */
export function useBatchAction(id: string, action: keyof typeof mutations) {
  const [{ fetching }, mutate] = useMutation(mutations[action]);
  const run = async () => {
    const { error } = await mutate({ id });
    if (error) notifyFailed(failed[action], error);
  };
  return { busy: fetching, run };
}
