import { formatRunTime } from '~/components/format';
import type { Coloring } from '../search';
import { chunkStateTitles, durationOf, type Chunk, type ChunkState } from './chunk';

/** One color of the heat map: what it means, and which chunks have it. */
export type Shade = {
  title: string;
  /** A CSS color or variable. */
  color: string;
  numbers: number[];
};

/** A heat map's colors, and which of them each chunk has, in the order of the chunks. */
export type Colored = { shades: Shade[]; shadeOf: number[] };

/** Colors the chunks by what the user wants to know. Colors that no chunk has are left out. */
export function colorChunks(chunks: readonly Chunk[], coloring: Coloring): Colored {
  switch (coloring) {
    case 'state':
      return byKey(chunks, stateKey, Object.keys(states));
    case 'duration':
      return byDuration(chunks);
    case 'program':
      return byKey(chunks, ({ programHash }) => programHash || none, programsOf(chunks));
  }
}

const states: Record<ChunkState | 'AWAY', { title: string; color: string }> = {
  DONE: { title: chunkStateTitles.DONE, color: 'var(--chunk-done)' },
  AWAY: { title: 'Done, with exceptions or failures', color: 'var(--chunk-away)' },
  RUNNING: { title: chunkStateTitles.RUNNING, color: 'var(--chunk-running)' },
  FAILED: { title: chunkStateTitles.FAILED, color: 'var(--chunk-failed)' },
  PENDING: { title: chunkStateTitles.PENDING, color: 'var(--chunk-pending)' },
  HELD: { title: chunkStateTitles.HELD, color: 'var(--chunk-held)' },
};

function stateKey({ state, itemsFailed, exceptions }: Chunk): string {
  return state === 'DONE' && itemsFailed + exceptions > 0 ? 'AWAY' : state;
}

const none = '';
const programColors = 8;

/** The hashes in the order they were first used, "" for chunks without one at the end. */
function programsOf(chunks: readonly Chunk[]): string[] {
  const first = new Map<string, string>();
  for (const { programHash, finishedAt } of chunks) {
    if (programHash === none) continue;
    const known = first.get(programHash);
    if (!known || (finishedAt ?? '') < known) first.set(programHash, finishedAt ?? '');
  }
  const hashes = [...first].sort(([, a], [, b]) => a.localeCompare(b)).map(([hash]) => hash);
  return [...hashes, none];
}

function byKey(
  chunks: readonly Chunk[],
  keyOf: (chunk: Chunk) => string,
  keys: readonly string[],
): Colored {
  const used = new Set(chunks.map(keyOf));
  const shown = keys.filter((key) => used.has(key));
  const place = new Map(shown.map((key, index) => [key, index]));
  return gather(
    chunks,
    shown.map((key, index) => look(key, index)),
    (chunk) => place.get(keyOf(chunk)) ?? 0,
  );
}

function look(key: string, index: number): Omit<Shade, 'numbers'> {
  if (key === none) return { title: 'Not done', color: 'var(--chunk-pending)' };
  if (key in states) return states[key as keyof typeof states];
  return { title: key.slice(0, 12), color: `var(--chunk-program-${index % programColors})` };
}

const steps = 6;

/** Six equal parts from the shortest to the longest, and one for what is not done. */
function byDuration(chunks: readonly Chunk[]): Colored {
  const durations = chunks.map(durationOf);
  const known = durations.filter((duration) => duration !== null);
  const [least, most] = bounds(known);
  const width = (most - least) / steps;
  const count = known.length === 0 ? 0 : width === 0 ? 1 : steps;
  const shades = Array.from({ length: count }, (_, step) => ({
    title:
      width === 0
        ? formatRunTime(least)
        : `${formatRunTime(least + step * width)} – ${formatRunTime(least + (step + 1) * width)}`,
    color: `var(--chunk-heat-${step})`,
  }));
  const undone = { title: 'Not done', color: 'var(--chunk-pending)' };
  const colored = gather(chunks, [...shades, undone], (chunk) => {
    const duration = durationOf(chunk);
    if (duration === null) return shades.length;
    return width === 0 ? 0 : Math.min(steps - 1, Math.floor((duration - least) / width));
  });
  return colored.shades.at(-1)?.numbers.length === 0
    ? { ...colored, shades: colored.shades.slice(0, -1) }
    : colored;
}

function bounds(values: readonly number[]): [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}

function gather(
  chunks: readonly Chunk[],
  looks: readonly Omit<Shade, 'numbers'>[],
  placeOf: (chunk: Chunk) => number,
): Colored {
  const shades = looks.map((one): Shade => ({ ...one, numbers: [] }));
  const shadeOf = chunks.map((chunk) => {
    const place = placeOf(chunk);
    shades[place]?.numbers.push(chunk.number);
    return place;
  });
  return { shades, shadeOf };
}
