import { useState } from 'react';
import type { Client } from 'urql';
import { notifyFailed } from '~/components/notify';
import { useUncachedClient } from '~/graphql/api';
import { graphql, type VariablesOf } from '~/graphql/graphql';
import { csvLines } from './csv';
import { exceptionFragment, readExceptions, type StoredException } from './exception';
import type { ExceptionFilter } from './groups';

const exportQuery = graphql(
  `
    query ExportExceptions($id: ID!, $where: ExceptionFilter, $after: String) {
      job(id: $id) {
        id
        exceptions(where: $where, first: 200, after: $after) {
          nodes {
            ...StoredException
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  [exceptionFragment],
);

type Page = { exceptions: StoredException[]; next: string | null };

async function readPage(client: Client, variables: VariablesOf<typeof exportQuery>): Promise<Page> {
  const { data, error } = await client.query(exportQuery, variables).toPromise();
  if (error) throw error;
  const page = data?.job?.exceptions;
  return {
    exceptions: readExceptions(page?.nodes ?? []),
    next: page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null,
  };
}

/** Reads exceptions page by page. */
async function* pagesOf(client: Client, id: string, where: ExceptionFilter | null) {
  let after: string | null = null;
  do {
    const { exceptions, next }: Page = await readPage(client, { id, where, after });
    yield exceptions;
    after = next;
  } while (after !== null);
}

const head = [
  'Item',
  'Key',
  'Chunk',
  'Node',
  'Reason',
  'State',
  'Raised',
  'Resolved',
  'Resolved by',
  'Details',
  'Data',
  'Correction',
];

function rowOf(x: StoredException): unknown[] {
  const about = [x.itemLabel, x.itemKey, x.chunk, x.node, x.reason, x.state];
  return [...about, x.raisedAt, x.resolvedAt, x.resolvedBy?.name, x.details, x.item, x.correction];
}

/** Saves exceptions as a CSV file; tells how many it has read while it does. */
export function useExport(id: string, name: string) {
  const client = useUncachedClient();
  const [read, setRead] = useState<number | null>(null);
  const run = async (where: ExceptionFilter | null) => {
    const parts = [csvLines([head])];
    let count = 0;
    setRead(count);
    try {
      for await (const page of pagesOf(client, id, where)) {
        parts.push(csvLines(page.map(rowOf)));
        count += page.length;
        setRead(count);
      }
      save(new Blob(parts, { type: 'text/csv;charset=utf-8' }), name);
    } catch (error) {
      notifyFailed('The exceptions were not exported', error as Parameters<typeof notifyFailed>[1]);
    } finally {
      setRead(null);
    }
  };
  return { read, run };
}

function save(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
