import { parameterFragment } from '~/components/parameters/parameters';
import { graphql, type ResultOf } from '~/graphql/graphql';

export const importersQuery = graphql(
  `
    query Importers {
      importers {
        key
        title
        description
        readsFiles
        retires
        runnable
        batchable
        fields {
          name
          title
          synonyms
          key
        }
        parameters {
          ...ParameterForm
        }
      }
    }
  `,
  [parameterFragment],
);

/** What brings data in from another system. */
export type Importer = ResultOf<typeof importersQuery>['importers'][number];
