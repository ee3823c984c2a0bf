import { useQuery, useSubscription } from 'urql';
import { graphql } from '~/graphql/graphql';
import { dagFragment } from './dag';

const dagQuery = graphql(
  `
    query JobDag($id: ID!, $program: String) {
      job(id: $id) {
        id
        dag(program: $program) {
          ...ProgramDag
        }
        dagStatistics(by: PROGRAM) {
          program
          chunks
          items
        }
      }
    }
  `,
  [dagFragment],
);

const dagSubscription = graphql(
  `
    subscription JobDagStatistics($id: ID!) {
      dagStatistics(jobId: $id) {
        ...ProgramDag
      }
    }
  `,
  [dagFragment],
);

/** A job's program: live the one that was used last, or as it was the one with this hash. */
export function useDag(id: string, program: string) {
  const [{ data, error, fetching }, run] = useQuery({
    query: dagQuery,
    variables: { id, program: program || null },
    requestPolicy: 'cache-and-network',
  });
  const [live] = useSubscription({
    query: dagSubscription,
    variables: { id },
    pause: program !== '',
  });
  const current = program === '' ? live.data?.dagStatistics : null;
  return {
    dag: current ?? data?.job?.dag ?? null,
    programs: data?.job?.dagStatistics ?? [],
    error: data ? undefined : error,
    fetching: fetching && !data,
    reload: () => run({ requestPolicy: 'network-only' }),
  };
}
