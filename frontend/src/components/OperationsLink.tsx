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

/** How many operations there are about an object, with a link to them; nothing if the user may see none. */
export function OperationsLink({ about }: { about: string }) {
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
