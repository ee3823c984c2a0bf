import { useMemo } from 'react';
import type { Client } from 'urql';
import { useUncachedClient } from '~/graphql/api';
import { graphql } from '~/graphql/graphql';
import type { BatchSearch } from '../search';
import { gridRowFragment, gridRows, type RowColumn } from './row';
import { rowFilterOf, rowOrderOf, type RowFilter, type RowOrder } from './rowFilter';
import { RowStore, type FetchRows, type FindRows } from './rowStore';
import { standingOf } from './standing';

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

function findRows(client: Client, id: string): FindRows {
  const fetch = (ids: string[]) =>
    fetchRows(client, id, { ids }, { column: 'sequence', direction: 'ASC' })(0, ids.length);
  return async (ids) => (await fetch(ids)).rows;
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
    return new RowStore(
      JSON.parse(shape) as RowColumn[],
      fetchRows(client, id, where, orderBy),
      findRows(client, id),
      standingOf(where, orderBy),
    );
  }, [client, id, question, shape]);
}
