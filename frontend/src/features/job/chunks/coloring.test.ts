import type { Chunk } from './chunk';
import { colorChunks } from './coloring';

function aChunk(number: number, fields: Partial<Chunk> = {}): Chunk {
  return {
    id: `chunk-${number}`,
    number,
    items: 100,
    state: 'DONE',
    attempts: 1,
    itemsDone: 100,
    itemsFailed: 0,
    exceptions: 0,
    programHash: 'new',
    buildRevision: '',
    workerId: null,
    error: null,
    startedAt: null,
    finishedAt: null,
    ...fields,
  };
}

/** A chunk that took so many seconds. */
function took(number: number, seconds: number): Chunk {
  const startedAt = '2026-01-01T12:00:00Z';
  const finishedAt = new Date(Date.parse(startedAt) + seconds * 1000).toISOString();
  return aChunk(number, { startedAt, finishedAt });
}

const undone = (number: number, state: Chunk['state']) =>
  aChunk(number, { state, programHash: '' });

const legend = (chunks: Chunk[], by: Parameters<typeof colorChunks>[1]) =>
  colorChunks(chunks, by).shades.map(({ title, numbers }) => [title, ...numbers]);

test('by state: exceptions show, states that no chunk has do not', () => {
  const chunks = [aChunk(1), aChunk(2, { exceptions: 3 }), undone(3, 'FAILED'), aChunk(4)];
  expect(legend(chunks, 'state')).toEqual([
    ['Done', 1, 4],
    ['Done, with exceptions or failures', 2],
    ['Failed', 3],
  ]);
  expect(colorChunks(chunks, 'state').shadeOf).toEqual([0, 1, 2, 0]);
});

test('by duration: from the shortest to the longest', () => {
  const chunks = [took(1, 1), took(2, 7), took(3, 2.5), undone(4, 'PENDING')];
  const { shades, shadeOf } = colorChunks(chunks, 'duration');
  expect(shades).toHaveLength(7);
  expect(shades[0]?.title).toBe('1 s – 2 s');
  expect(shadeOf).toEqual([0, 5, 1, 6]);
});

test('by duration: chunks that took the same share a color', () => {
  expect(legend([took(1, 2), took(2, 2)], 'duration')).toEqual([['2 s', 1, 2]]);
  expect(legend([undone(1, 'HELD')], 'duration')).toEqual([['Not done', 1]]);
});

test('by program: the oldest first, chunks that are not done last', () => {
  const chunks = [
    undone(1, 'RUNNING'),
    aChunk(2, { programHash: 'new', finishedAt: '2026-01-02T00:00:00Z' }),
    aChunk(3, { programHash: 'old', finishedAt: '2026-01-01T00:00:00Z' }),
    aChunk(4, { programHash: 'new', finishedAt: '2026-01-03T00:00:00Z' }),
  ];
  expect(legend(chunks, 'program')).toEqual([
    ['old', 3],
    ['new', 2, 4],
    ['Not done', 1],
  ]);
});

test('nothing has no colors', () => {
  expect(colorChunks([], 'state')).toEqual({ shades: [], shadeOf: [] });
  expect(colorChunks([], 'duration')).toEqual({ shades: [], shadeOf: [] });
});
