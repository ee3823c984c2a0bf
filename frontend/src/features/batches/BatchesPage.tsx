import { IconListDetails, IconPlus } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { EmptyList } from '~/components/EmptyList';
import { ButtonLink } from '~/components/links';
import { ListView } from '~/components/ListView';
import { Page } from '~/components/Page';
import { pagerFragment } from '~/components/Pager';
import { useTicks } from '~/components/ticks/ticks';
import { useJobsChanged } from '~/components/useJobsChanged';
import { useListNavigation } from '~/components/useListNavigation';
import { graphql } from '~/graphql/graphql';
import { BatchFilters } from './BatchFilters';
import { BatchTable, batchTableFragment } from './BatchTable';
import { ManyBatches } from './many/ManyBatches';
import { defaults, type BatchesSearch } from './search';
import { whereOf } from './where';

const batchesQuery = graphql(
  `
    query Batches($where: BatchFilter, $orderBy: BatchOrder, $first: Int!, $after: String) {
      batches(where: $where, orderBy: $orderBy, first: $first, after: $after) {
        totalCount
        nodes {
          ...BatchTable
        }
        pageInfo {
          ...Pager
        }
      }
    }
  `,
  [batchTableFragment, pagerFragment],
);

/** All batches that the user may see, the newest first unless sorted otherwise. */
export function BatchesPage() {
  const search = useSearch({ from: '/shell/batches' });
  const { change, go } = useListNavigation<BatchesSearch>();
  const where = whereOf(search);
  const ticks = useTicks();
  const [{ data, error, fetching, stale }, run] = useQuery({
    query: batchesQuery,
    variables: {
      where,
      orderBy: { field: search.sort, direction: search.desc ? 'DESC' : 'ASC' },
      first: search.size,
      after: search.after || null,
    },
    requestPolicy: 'cache-and-network',
  });
  const reload = () => run({ requestPolicy: 'network-only' });
  useJobsChanged(reload);
  const batches = data?.batches;
  return (
    <Page
      title="Batches"
      actions={
        <ButtonLink to="/batches/new" leftSection={<IconPlus size={16} aria-hidden />}>
          New batch
        </ButtonLink>
      }
    >
      <BatchFilters search={search} onChange={change} />
      <ManyBatches where={where} matching={batches?.totalCount} ticks={ticks} />
      <ListView
        noun="batches"
        page={batches}
        error={error}
        busy={fetching || stale}
        search={search}
        onRetry={reload}
        onGo={go}
        onSize={(size) => change({ size })}
        empty={
          <EmptyList
            icon={<IconListDetails aria-hidden />}
            noun="batches"
            filtered={where !== null}
            onClear={() => change(defaults)}
            explanation="A batch is a set of pending changes: new prices, say, or labels to print. You review and edit its rows, and nothing happens until you execute it. Fill the first one from products that you find, from a file, or by hand."
            action={<ButtonLink to="/batches/new">New batch</ButtonLink>}
          />
        }
      >
        <BatchTable
          batches={batches?.nodes ?? []}
          ticks={ticks}
          sort={search.sort}
          desc={search.desc}
          onSort={(sort, desc) => change({ sort, desc })}
        />
      </ListView>
    </Page>
  );
}
