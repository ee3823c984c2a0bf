import { useMutation } from 'urql';
import { graphql, readFragment, type ResultOf } from '~/graphql/graphql';
import type { BatchFilter } from '../where';
import type { Deed } from './deeds';

const answersFragment = graphql(`
  fragment BatchAnswers on BatchesPayload {
    done
    rejected
    answers {
      id
      number
      batch {
        id
        state
        version
      }
      done
      message
      changedRows
    }
  }
`);

export type BatchAnswers = ResultOf<typeof answersFragment>;

/** How many rows a refresh has changed in all. */
export function changedRows({ answers }: BatchAnswers): number {
  return answers.reduce((sum, { changedRows: rows }) => sum + (rows ?? 0), 0);
}

const mutations = {
  refresh: graphql(
    `
      mutation RefreshBatches($where: BatchFilter!) {
        all: refreshBatches(input: { where: $where }) {
          ...BatchAnswers
        }
      }
    `,
    [answersFragment],
  ),
  execute: graphql(
    `
      mutation ExecuteBatches($where: BatchFilter!) {
        all: executeBatches(input: { where: $where }) {
          ...BatchAnswers
        }
      }
    `,
    [answersFragment],
  ),
  delete: graphql(
    `
      mutation DeleteBatches($where: BatchFilter!) {
        all: deleteBatches(input: { where: $where }) {
          ...BatchAnswers
        }
      }
    `,
    [answersFragment],
  ),
} as const;

/** Does something with all batches that match, and answers for each. */
export function useDeed(deed: Deed) {
  const [{ fetching }, mutate] = useMutation(mutations[deed]);
  const run = async (where: BatchFilter) => {
    const { data, error } = await mutate({ where });
    return { answers: data ? readFragment(answersFragment, data.all) : undefined, error };
  };
  return { busy: fetching, run };
}
