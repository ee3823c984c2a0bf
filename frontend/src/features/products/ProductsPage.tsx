import { Code } from '@mantine/core';
import { IconPackageOff } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { EmptyList } from '~/components/EmptyList';
import { ListView } from '~/components/ListView';
import { Page } from '~/components/Page';
import { pagerFragment } from '~/components/Pager';
import { useTicks } from '~/components/ticks/ticks';
import { useListNavigation } from '~/components/useListNavigation';
import { graphql } from '~/graphql/graphql';
import { CreateBatch } from './create/CreateBatch';
import { FilterBar } from './filter/FilterBar';
import { whereOf } from './filter/whereOf';
import { ProductTable, productTableFragment } from './ProductTable';
import { defaults, type ProductsSearch } from './search';

const productsQuery = graphql(
  `
    query Products($where: ProductFilter, $orderBy: ProductOrder, $first: Int!, $after: String) {
      products(where: $where, orderBy: $orderBy, first: $first, after: $after) {
        totalCount
        nodes {
          id
          ...ProductTable
        }
        pageInfo {
          ...Pager
        }
      }
    }
  `,
  [productTableFragment, pagerFragment],
);

/** Finds products, and makes a batch of what was found. */
export function ProductsPage() {
  const search = useSearch({ from: '/shell/products' });
  const { change, go } = useListNavigation<ProductsSearch>();
  const where = whereOf(search);
  const ticks = useTicks();
  const [{ data, error, fetching, stale }, run] = useQuery({
    query: productsQuery,
    variables: {
      where,
      orderBy: { field: search.sort, direction: search.desc ? 'DESC' : 'ASC' },
      first: search.size,
      after: search.after || null,
    },
    requestPolicy: 'cache-and-network',
  });
  const products = data?.products;
  const busy = fetching || stale;
  return (
    <Page
      title="Products"
      actions={
        <CreateBatch
          type={search.type}
          where={where}
          count={busy ? undefined : products?.totalCount}
          ticks={ticks}
        />
      }
    >
      <FilterBar search={search} onChange={change} />
      <ListView
        noun="products"
        page={products}
        error={error}
        busy={busy}
        search={search}
        onRetry={() => run({ requestPolicy: 'network-only' })}
        onGo={go}
        onSize={(size) => change({ size })}
        empty={
          <EmptyList
            icon={<IconPackageOff aria-hidden />}
            noun="products"
            filtered={where !== null}
            onClear={() => change({ ...defaults, type: search.type })}
            explanation={
              <>
                Load them from a file with <Code>sluice import products</Code>, or make some up with{' '}
                <Code>sluice seed</Code>.
              </>
            }
          />
        }
      >
        <ProductTable
          products={products?.nodes ?? []}
          ticks={ticks}
          sort={search.sort}
          desc={search.desc}
          onSort={(sort, desc) => change({ sort, desc })}
        />
      </ListView>
    </Page>
  );
}
