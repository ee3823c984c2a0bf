import type { graphql } from '~/graphql/graphql';

export type SourceKind = ReturnType<typeof graphql.scalar<'SourceKind'>>;

const repeatable: readonly SourceKind[] = ['QUERY', 'BATCH', 'DATA_SET'];

/** True if such a source can be asked again what it has by now; the others say only once what they say. */
export function canBeAskedAgain(kind: SourceKind): boolean {
  return repeatable.includes(kind);
}
