import { useMutation } from 'urql';
import { jobProgressFragment } from '~/components/JobProgress';
import { notifyFailed } from '~/components/notify';
import { graphql, type VariablesOf } from '~/graphql/graphql';

const resolveMutation = graphql(
  `
    mutation ResolveExceptions($input: ResolveExceptionsInput!) {
      resolveExceptions(input: $input) {
        resolved
        job {
          id
          exceptionGroups {
            node
            reason
            state
            count
          }
          progress {
            ...JobProgress
          }
        }
      }
    }
  `,
  [jobProgressFragment],
);

export type Resolution = Omit<VariablesOf<typeof resolveMutation>['input'], 'jobId'>;

/** Notes what a person decided. Answers how many exceptions it was; null if it was refused, which is said. */
export function useResolve(jobId: string) {
  const [{ fetching }, mutate] = useMutation(resolveMutation);
  const resolve = async (resolution: Resolution): Promise<number | null> => {
    const { data, error } = await mutate({ input: { jobId, ...resolution } });
    if (error) notifyFailed('The decision was not saved', error);
    return data?.resolveExceptions.resolved ?? null;
  };
  return { resolve, busy: fetching };
}
