import { useMutation } from 'urql';
import { graphql, type ResultOf } from '~/graphql/graphql';

export const savedFilterFragment = graphql(`
  fragment SavedFilter on SavedFilter {
    id
    name
    shared
    mine
    owner {
      id
      name
    }
    where
    orderBy
    problem
    version
  }
`);

export type SavedFilter = ResultOf<typeof savedFilterFragment>;

/** What a list shows: its filter and its order, as the API takes them. */
export type Shown = { where: object; orderBy: object | null };

export const savedFiltersQuery = graphql(
  `
    query SavedFilters($place: String!) {
      savedFilters(place: $place) {
        ...SavedFilter
      }
    }
  `,
  [savedFilterFragment],
);

const createMutation = graphql(
  `
    mutation CreateSavedFilter($input: CreateSavedFilterInput!) {
      createSavedFilter(input: $input) {
        savedFilter {
          ...SavedFilter
        }
      }
    }
  `,
  [savedFilterFragment],
);

const updateMutation = graphql(
  `
    mutation UpdateSavedFilter($input: UpdateSavedFilterInput!) {
      updateSavedFilter(input: $input) {
        savedFilter {
          ...SavedFilter
        }
      }
    }
  `,
  [savedFilterFragment],
);

const deleteMutation = graphql(`
  mutation DeleteSavedFilter($id: ID!) {
    deleteSavedFilter(input: { id: $id }) {
      deletedId
    }
  }
`);

export function useCreateFilter() {
  return useMutation(createMutation);
}

/** Changes a filter; what is not given stays. */
export function useUpdateFilter() {
  const [{ fetching }, mutate] = useMutation(updateMutation);
  const update = (
    { id, version, name, shared, where, orderBy }: SavedFilter,
    changes: Partial<Shown & { name: string; shared: boolean }>,
  ) => mutate({ input: { id, version, name, shared, where, orderBy, ...changes } });
  return { busy: fetching, update };
}

export function useDeleteFilter() {
  const [{ fetching }, mutate] = useMutation(deleteMutation);
  return { busy: fetching, remove: ({ id }: SavedFilter) => mutate({ id }) };
}
