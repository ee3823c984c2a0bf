import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './introspection';

/** Parses a GraphQL document and types it from the API's schema. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: {
    /** A number as text, so that no digit is lost. */
    Decimal: string;
    /** RFC 3339. */
    Time: string;
    /** A day: "2026-01-31". */
    Date: string;
    JSON: unknown;
  };
}>();

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada';
export { maskFragments, readFragment } from 'gql.tada';
