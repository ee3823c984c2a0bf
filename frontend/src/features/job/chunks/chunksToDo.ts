import type { Chunk } from './chunk';
import type { Selection } from './selection';

/** What can be done with the chunks of a job. */
export type ChunksToDo = {
  /** The numbers of the selected ones that are not done. */
  unfinished: number[];
  /** The numbers of the selected ones that are done. */
  done: number[];
  /** How many failed, selected or not. */
  failed: number;
  /** How many are done by another program than the job's present one. */
  older: number;
};

export function chunksToDo(
  chunks: readonly Chunk[],
  selected: Selection,
  programHash: string,
): ChunksToDo {
  const chosen = chunks.filter(({ number }) => selected.has(number));
  const numbers = (some: readonly Chunk[]) => some.map(({ number }) => number);
  return {
    unfinished: numbers(chosen.filter(({ state }) => state !== 'DONE' && state !== 'RUNNING')),
    done: numbers(chosen.filter(({ state }) => state === 'DONE')),
    failed: chunks.filter(({ state }) => state === 'FAILED').length,
    older: chunks.filter(
      (chunk) =>
        chunk.state === 'DONE' && chunk.programHash !== '' && chunk.programHash !== programHash,
    ).length,
  };
}
