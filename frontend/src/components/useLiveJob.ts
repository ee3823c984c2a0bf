import { useSubscription } from 'urql';
import { graphql } from '~/graphql/graphql';
import { jobProgressFragment } from './JobProgress';
import { isJobActive, type JobState } from './JobStateLabel';

const jobProgressSubscription = graphql(
  `
    subscription JobProgressed($id: ID!) {
      jobProgress(id: $id) {
        ...JobProgress
      }
    }
  `,
  [jobProgressFragment],
);

/** Keeps a job's progress and state in the cache current while it is active: whoever shows them, shows them live. */
export function useLiveJob(job: { id: string; state: JobState } | null): void {
  const id = job?.id ?? '';
  useSubscription({
    query: jobProgressSubscription,
    variables: { id },
    pause: !job || !isJobActive(job.state),
  });
}
