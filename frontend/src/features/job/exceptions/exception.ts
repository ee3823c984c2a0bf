import { graphql, readFragment, type FragmentOf, type ResultOf } from '~/graphql/graphql';

export const exceptionFragment = graphql(`
  fragment StoredException on Exception {
    id
    chunk
    itemKey
    itemLabel
    node
    reason
    details
    item
    correction
    state
    raisedAt
    resolvedAt
    resolvedBy {
      id
      name
    }
  }
`);

/** An item that waits for a person, or did. */
export type StoredException = ResultOf<typeof exceptionFragment>;

export function readExceptions(
  masked: readonly FragmentOf<typeof exceptionFragment>[],
): StoredException[] {
  return readFragment(exceptionFragment, masked) as StoredException[];
}

/** True if a person may still decide otherwise. */
export function isDecided({ state }: StoredException): boolean {
  return state === 'ACCEPTED' || state === 'CORRECTED' || state === 'SKIPPED';
}
