import { useMutation } from 'urql';
import { notifyFailed } from '~/components/notify';
import { graphql } from '~/graphql/graphql';
import { changedJobFragment } from '../actions/useJobAction';

export type ChunkFilter = ReturnType<typeof graphql.scalar<'ChunkFilter'>>;

const mutations = {
  process: graphql(
    `
      mutation ProcessChunks($id: ID!, $where: ChunkFilter) {
        processChunks(input: { id: $id, where: $where }) {
          job {
            ...ChangedJob
          }
        }
      }
    `,
    [changedJobFragment],
  ),
  retry: graphql(
    `
      mutation RetryChunks($id: ID!, $where: ChunkFilter) {
        retryChunks(input: { id: $id, where: $where }) {
          job {
            ...ChangedJob
          }
        }
      }
    `,
    [changedJobFragment],
  ),
  reprocess: graphql(
    `
      mutation ReprocessChunks($id: ID!, $where: ChunkFilter) {
        reprocessChunks(input: { id: $id, where: $where }) {
          job {
            ...ChangedJob
          }
        }
      }
    `,
    [changedJobFragment],
  ),
} as const;

export type ChunkAction = keyof typeof mutations;

const failed: Record<ChunkAction, string> = {
  process: 'The chunks are not processed',
  retry: 'The chunks are not retried',
  reprocess: 'The chunks are not processed again',
};

/** Processes chunks of a job; says so if that is refused. */
export function useChunkAction(id: string, action: ChunkAction) {
  const [{ fetching }, mutate] = useMutation(mutations[action]);
  const run = async (where: ChunkFilter) => {
    const { error } = await mutate({ id, where });
    if (error) notifyFailed(failed[action], error);
  };
  return { busy: fetching, run };
}
