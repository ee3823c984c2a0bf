import { useSubscription } from 'urql';
import { graphql } from '~/graphql/graphql';
import { jobProgressFragment } from './JobProgress';

export const jobProgressSubscription = graphql(
  `
    subscription JobProgressed($id: ID!) {
      jobProgress(id: $id) {
        ...JobProgress
      }
    }
  `,
  [jobProgressFragment],
);

/** Keeps a job's progress and state in the cache current: whoever shows them, shows them live. */
export function useLiveJob(id: string | null): void {
  useSubscription({
    query: jobProgressSubscription,
    variables: { id: id ?? '' },
    pause: id === null,
  });
}
