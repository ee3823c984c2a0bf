import { useMutation } from 'urql';
import { jobProgressFragment } from '~/components/JobProgress';
import { notifyFailed } from '~/components/notify';
import { graphql } from '~/graphql/graphql';

/** What may be another after something was done with a job. */
export const changedJobFragment = graphql(
  `
    fragment ChangedJob on Job {
      id
      state
      allowedActions
      summary
      error
      startedAt
      finishedAt
      progress {
        ...JobProgress
      }
    }
  `,
  [jobProgressFragment],
);

const mutations = {
  start: graphql(
    `
      mutation StartJob($id: ID!) {
        startJob(input: { id: $id }) {
          job {
            ...ChangedJob
          }
        }
      }
    `,
    [changedJobFragment],
  ),
  pause: graphql(
    `
      mutation PauseJob($id: ID!) {
        pauseJob(input: { id: $id }) {
          job {
            ...ChangedJob
          }
        }
      }
    `,
    [changedJobFragment],
  ),
  resume: graphql(
    `
      mutation ResumeJob($id: ID!) {
        resumeJob(input: { id: $id }) {
          job {
            ...ChangedJob
          }
        }
      }
    `,
    [changedJobFragment],
  ),
} as const;

const failed = {
  start: 'The job was not started',
  pause: 'The job was not paused',
  resume: 'The job was not resumed',
} as const;

/** Lets a job go or holds it up; says so if that is refused. */
export function useJobAction(id: string, action: keyof typeof mutations) {
  const [{ fetching }, mutate] = useMutation(mutations[action]);
  const run = async () => {
    const { error } = await mutate({ id });
    if (error) notifyFailed(failed[action], error);
  };
  return { busy: fetching, run };
}
