import { useMutation } from 'urql';
import { cancelJobFragment } from '~/components/CancelJob';
import { jobProgressFragment } from '~/components/JobProgress';
import { notifyFailed } from '~/components/notify';
import { graphql } from '~/graphql/graphql';

const changedFragment = graphql(
  `
    fragment ChangedBatch on Batch {
      id
      version
      state
      allowedActions
      whyNotExecutable
      populationJob {
        id
        state
      }
      executionJob {
        id
        state
        progress {
          ...JobProgress
        }
        ...CancelJob
      }
      undoJob {
        id
        state
        progress {
          ...JobProgress
        }
        ...CancelJob
      }
      purgeJob {
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
    [changedFragment],
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
    [changedFragment],
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
    [changedFragment],
  ),
  execute: graphql(
    `
      mutation ExecuteBatch($id: ID!) {
        executeBatch(input: { id: $id }) {
          batch {
            ...ChangedBatch
          }
        }
      }
    `,
    [changedFragment],
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
    [changedFragment],
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
    [changedFragment],
  ),
} as const;

const failed = {
  populate: 'The population was not resumed',
  complete: 'The batch was not marked complete',
  reopen: 'The batch was not reopened',
  execute: 'The batch was not executed',
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
