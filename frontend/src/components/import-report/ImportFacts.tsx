import { Facts } from '~/components/Facts';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { importFacts } from './importFacts';

export const importFactsFragment = graphql(`
  fragment ImportFacts on ImportReport {
    lines
    created
    updated
    unchanged
    rejected
    deleted
    kept
  }
`);

/** What an import has done, or would do, in numbers. */
export function ImportFacts({ report }: { report: FragmentOf<typeof importFactsFragment> }) {
  return <Facts facts={importFacts(readFragment(importFactsFragment, report))} />;
}
