import { graphql, readFragment, type FragmentOf, type ResultOf } from '~/graphql/graphql';

export const chunkFragment = graphql(`
  fragment HeatChunk on Chunk {
    id
    number
    items
    state
    attempts
    itemsDone
    itemsFailed
    exceptions
    programHash
    buildRevision
    workerId
    error
    startedAt
    finishedAt
  }
`);

/** A chunk as the API tells of it. */
export type Chunk = ResultOf<typeof chunkFragment>;

export function readChunks(masked: readonly FragmentOf<typeof chunkFragment>[]): Chunk[] {
  return readFragment(chunkFragment, masked) as Chunk[];
}

export type ChunkState = Chunk['state'];

/** What the states of chunks are called. */
export const chunkStateTitles: Record<ChunkState, string> = {
  HELD: 'Not asked for',
  PENDING: 'Waiting',
  RUNNING: 'Running',
  DONE: 'Done',
  FAILED: 'Failed',
};

/** How long the chunk took, in seconds; null unless it is done. */
export function durationOf({ state, startedAt, finishedAt }: Chunk): number | null {
  if (state !== 'DONE' || !startedAt || !finishedAt) return null;
  return Math.max(0, (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
}
