import { useMutation } from 'urql';
import { graphql, type ResultOf } from '~/graphql/graphql';
import { dagFragment } from '../program/dag';

const tryJobMutation = graphql(
  `
    mutation TryJob($id: ID!, $items: Int!) {
      tryJob(input: { id: $id, items: $items }) {
        job {
          id
          programHash
        }
        trial {
          program
          items
          failed
          exceptions {
            itemKey
            itemLabel
            node
            reason
            details
          }
          changes {
            itemKey
            itemLabel
            success
            before
            after
            result
          }
          dag {
            ...ProgramDag
          }
        }
      }
    }
  `,
  [dagFragment],
);

/** What a job would do with a sample of its items. */
export type Trial = ResultOf<typeof tryJobMutation>['tryJob']['trial'];

/** Tries a job on a sample, and keeps the latest report while the page is open. */
export function useTrial(id: string) {
  const [{ data, error, fetching }, mutate] = useMutation(tryJobMutation);
  return {
    trial: data?.tryJob.trial ?? null,
    error,
    busy: fetching,
    run: (items: number) => void mutate({ id, items }),
  };
}
