import { useEffect, useEffectEvent } from 'react';
import { useQuery, useSubscription } from 'urql';
import { pagerFragment } from '~/components/Pager';
import { graphql } from '~/graphql/graphql';
import type { JobSearch } from '../search';
import { exceptionFragment, readExceptions } from './exception';
import { whereOf } from './groups';

const exceptionsQuery = graphql(
  `
    query JobExceptions($id: ID!, $where: ExceptionFilter, $first: Int!, $after: String) {
      job(id: $id) {
        id
        downloads(where: $where) {
          title
          url
        }
        exceptionGroups {
          node
          reason
          state
          count
        }
        exceptions(where: $where, first: $first, after: $after) {
          totalCount
          nodes {
            ...StoredException
          }
          pageInfo {
            ...Pager
          }
        }
      }
    }
  `,
  [exceptionFragment, pagerFragment],
);

const exceptionsSubscription = graphql(`
  subscription ExceptionRaised($id: ID!) {
    exceptionRaised(jobId: $id) {
      jobId
      open
      total
    }
  }
`);

/** The exceptions that the address asks for, and how many there are of which kind, live. */
export function useExceptions(id: string, search: JobSearch) {
  const [{ data, error, fetching, stale }, run] = useQuery({
    query: exceptionsQuery,
    variables: { id, where: whereOf(search), first: search.size, after: search.after || null },
    requestPolicy: 'cache-and-network',
  });
  const reload = () => run({ requestPolicy: 'network-only' });
  const [{ data: news }] = useSubscription({ query: exceptionsSubscription, variables: { id } });
  const onNews = useEffectEvent(reload);
  const { open, total } = news?.exceptionRaised ?? {};
  useEffect(() => {
    if (total !== undefined) onNews();
  }, [open, total]);
  const page = data?.job?.exceptions;
  return {
    page,
    exceptions: readExceptions(page?.nodes ?? []),
    counts: data?.job?.exceptionGroups ?? [],
    downloads: data?.job?.downloads ?? [],
    error,
    busy: fetching || stale,
    reload,
  };
}
