import { useQuery } from 'urql';
import { graphql } from '~/graphql/graphql';

const knownApplicationsQuery = graphql(`
  query KnownApplications {
    applications {
      name
      title
      creatable
    }
  }
`);

/** Applications that people create no jobs of have no titles of their own: the API gives their names. */
const internalTitles: Record<string, string> = {
  'batch.populate': 'Populate a batch',
  'batch.execute': 'Execute a batch',
  'batch.undo': 'Undo a batch',
  'batch.purge': 'Purge a batch',
  'importer.run': 'Run an importer',
};

export type KnownApplication = {
  name: string;
  title: string;
  /** True if the user may create jobs of it. */
  creatable: boolean;
};

/** The applications whose jobs the user may see, with what people call them. */
export function useApplications(): KnownApplication[] {
  const [{ data }] = useQuery({ query: knownApplicationsQuery });
  return (data?.applications ?? []).map((application) => ({
    ...application,
    title: internalTitles[application.name] ?? application.title,
  }));
}

/** What people call an application; its name until more is known. */
export function useApplicationTitle(name: string): string {
  const known = useApplications().find((application) => application.name === name);
  return known?.title ?? internalTitles[name] ?? name;
}
