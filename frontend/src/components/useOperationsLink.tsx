import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { graphql } from '~/graphql/graphql';
import { plural } from './format';
import { TextLink } from './links';

const operationsAboutQuery = graphql(`
  query OperationsAbout($about: ID!) {
    operations(where: { context: { id: $about } }, first: 1) {
      totalCount
    }
  }
`);

/** A link to the operations about an object that says how many there are; null if the user sees none. */
export function useOperationsLink(about: string): ReactNode {
  const [{ data }] = useQuery({
    query: operationsAboutQuery,
    variables: { about },
    requestPolicy: 'cache-and-network',
  });
  const count = data?.operations.totalCount ?? 0;
  if (count === 0) return null;
  return (
    <TextLink to="/operations" search={{ about }} inherit>
      {plural(count, 'operation')}
    </TextLink>
  );
}
