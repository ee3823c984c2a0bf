import { IconActivity } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { EmptyList } from '~/components/EmptyList';
import { ListView } from '~/components/ListView';
import { Page } from '~/components/Page';
import { pagerFragment } from '~/components/Pager';
import { useListNavigation } from '~/components/useListNavigation';
import { useOperationsChanged } from '~/components/useOperationsChanged';
import { graphql } from '~/graphql/graphql';
import { OperationFilters } from './OperationFilters';
import { OperationTable, operationTableFragment } from './OperationTable';
import { defaults, type OperationsSearch } from './search';
import { whereOf } from './where';

const operationsQuery = graphql(
  `
    query Operations($where: OperationFilter, $first: Int!, $after: String) {
      operations(where: $where, first: $first, after: $after) {
        totalCount
        nodes {
          ...OperationTable
        }
        pageInfo {
          ...Pager
        }
      }
    }
  `,
  [operationTableFragment, pagerFragment],
);

/** All operations that the user may see, the newest first, live. */
export function OperationsPage() {
  const search = useSearch({ from: '/shell/operations' });
  const { change, go } = useListNavigation<OperationsSearch>();
  const where = whereOf(search);
  const [{ data, error, fetching, stale }, run] = useQuery({
    query: operationsQuery,
    variables: { where, first: search.size, after: search.after || null },
    requestPolicy: 'cache-and-network',
  });
  const reload = () => run({ requestPolicy: 'network-only' });
  useOperationsChanged(where, reload);
  const operations = data?.operations;
  return (
    <Page title="Operations">
      <OperationFilters search={search} onChange={change} />
      <ListView
        noun="operations"
        page={operations}
        error={error}
        busy={fetching || stale}
        search={search}
        onRetry={reload}
        onGo={go}
        onSize={(size) => change({ size })}
        empty={
          <EmptyList
            icon={<IconActivity aria-hidden />}
            noun="operations"
            filtered={where !== null}
            onClear={() => change(defaults)}
            explanation="An operation is the record of something that happens in the background or in bulk. Every job has one; scripts make their own."
          />
        }
      >
        <OperationTable operations={operations?.nodes ?? []} />
      </ListView>
    </Page>
  );
}
