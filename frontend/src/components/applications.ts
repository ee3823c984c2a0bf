import { useQuery } from 'urql';
import { graphql } from '~/graphql/graphql';

const applicationTitlesQuery = graphql(`
  query ApplicationTitles {
    applications {
      name
      title
    }
  }
`);

/** Applications whose jobs belong to batches have no titles of their own: the API gives their names. */
const batchTitles: Record<string, string> = {
  'batch.populate': 'Populate a batch',
  'batch.execute': 'Execute a batch',
  'batch.undo': 'Undo a batch',
};

export type ApplicationTitle = { name: string; title: string };

/** The applications whose jobs the user may see, with what people call them. */
export function useApplications(): ApplicationTitle[] {
  const [{ data }] = useQuery({ query: applicationTitlesQuery });
  return (data?.applications ?? []).map(({ name, title }) => ({
    name,
    title: batchTitles[name] ?? title,
  }));
}

/** What people call an application; its name until more is known. */
export function useApplicationTitle(name: string): string {
  const known = useApplications().find((application) => application.name === name);
  return known?.title ?? batchTitles[name] ?? name;
}
