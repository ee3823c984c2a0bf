import { useThrottledCallback } from '@mantine/hooks';
import { useEffect, useEffectEvent, useState } from 'react';
import type { CombinedError } from 'urql';
import { useUncachedClient } from '~/graphql/api';
import { graphql } from '~/graphql/graphql';
import { chunkFragment, readChunks, type Chunk } from './chunk';

const chunksQuery = graphql(
  `
    query JobChunks($id: ID!, $first: Int!, $after: String) {
      job(id: $id) {
        id
        chunks(first: $first, after: $after) {
          totalCount
          nodes {
            ...HeatChunk
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  [chunkFragment],
);

/** How many chunks are shown at once. */
export const chunkPage = 10_000;

type Loaded = { chunks: Chunk[]; total: number; next: string | null };

// Many chunks take longer to send and to read.
const many = 2_000;
const soon = 700;
const later = 3_000;

/** A page of a job's chunks, read anew when `freshness` is another one, but not all the time. */
export function useChunks(id: string, after: string, freshness: string) {
  const client = useUncachedClient();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);
  const [wanted, setWanted] = useState(0);
  const again = () => setWanted((times) => times + 1);
  const wait = (loaded?.chunks.length ?? 0) > many ? later : soon;
  const onFreshness = useEffectEvent(useThrottledCallback(again, wait));
  useEffect(() => onFreshness(), [freshness]);

  useEffect(() => {
    let outdated = false;
    const load = async () => {
      const variables = { id, first: chunkPage, after: after || null };
      const answer = await client.query(chunksQuery, variables).toPromise();
      if (outdated) return;
      setError(answer.error ?? null);
      const chunks = answer.data?.job?.chunks;
      if (!chunks) return;
      const { pageInfo, totalCount, nodes } = chunks;
      const next = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
      setLoaded({ chunks: readChunks(nodes), total: totalCount, next });
    };
    void load();
    return () => {
      outdated = true;
    };
  }, [client, id, after, wanted]);
  return { loaded, error, reload: again };
}
