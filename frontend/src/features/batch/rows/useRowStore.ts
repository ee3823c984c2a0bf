import { useMemo } from 'react';
import type { Client } from 'urql';
import { useUncachedClient } from '~/graphql/api';
import { graphql } from '~/graphql/graphql';
import type { BatchSearch } from '../search';
import { gridRowFragment, gridRows, type RowColumn } from './row';
import { rowFilterOf, rowOrderOf, type RowFilter, type RowOrder } from './rowFilter';
import { RowStore, type FetchRows } from './rowStore';

const rowsQuery = graphql(
  `
    query BatchRows($id: ID!, $where: RowFilter, $orderBy: RowOrder, $first: Int!, $offset: Int!) {
      batch(id: $id) {
        rows(where: $where, orderBy: $orderBy, first: $first, offset: $offset) {
          totalCount
          nodes {
            ...GridRow
          }
        }
      }
    }
  `,
  [gridRowFragment],
);

function fetchRows(client: Client, id: string, where: RowFilter, orderBy: RowOrder): FetchRows {
  return async (offset, first) => {
    const { data, error } = await client
      .query(rowsQuery, { id, where, orderBy, first, offset })
      .toPromise();
    if (error) throw error;
    const rows = data?.batch?.rows;
    return { rows: gridRows(rows?.nodes ?? []), total: rows?.totalCount ?? 0 };
  };
}

/** The rows of a batch that the address asks for; another store for another filter or order. */
export function useRowStore(
  id: string,
  columns: readonly RowColumn[],
  search: BatchSearch,
): RowStore {
  const client = useUncachedClient();
  const question = JSON.stringify([rowFilterOf(search), rowOrderOf(search)]);
  const shape = JSON.stringify(columns);
  return useMemo(() => {
    const [where, orderBy] = JSON.parse(question) as [RowFilter, RowOrder];
    const fetch = fetchRows(client, id, where, orderBy);
    return new RowStore(JSON.parse(shape) as RowColumn[], fetch);
  }, [client, id, question, shape]);
}
