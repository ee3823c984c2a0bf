/** The ways to cut a source that every application knows. */
export const cuts = ['size', 'every', 'sample', 'test'] as const;
export type Cut = (typeof cuts)[number];

/** How the source of a new job is cut: in one of the ways, in one of the application's own, or as it was cut before. */
export type Partitioning =
  | { kind: 'cut'; cut: Cut; size: number | null }
  | { kind: 'own'; name: string }
  | { kind: 'kept'; id: string; name: string };

type Words = { title: string; label: string; help: string; usual: number; most: number };

/** What each way means to people. */
export const cutWords: Record<Cut, Words> = {
  size: {
    title: 'Chunks of so many items',
    label: 'Items a chunk',
    help: 'Runs of neighbors in the order of the source.',
    usual: 1_000,
    most: 1_000_000,
  },
  every: {
    title: 'So many chunks, each a fair sample',
    label: 'Chunks',
    help: 'Each chunk takes every so-many-th item, so the first one already tells how all will go.',
    usual: 20,
    most: 10_000,
  },
  sample: {
    title: 'A sample from all over',
    label: 'Items',
    help: 'One chunk of so many items, spread evenly over the source. The others are left out.',
    usual: 100,
    most: 10_000,
  },
  test: {
    title: 'The first items alone',
    label: 'Items',
    help: 'One chunk of the first items. The others are left out.',
    usual: 10,
    most: 10_000,
  },
};

/** The usual way. */
export const usualPartitioning: Partitioning = cutOf('size');

/** A way with its usual number. */
export function cutOf(cut: Cut): Partitioning {
  return { kind: 'cut', cut, size: cutWords[cut].usual };
}

/** What keeps a partitioning from being used; null if nothing does. */
export function partitioningError(partitioning: Partitioning): string | null {
  if (partitioning.kind !== 'cut') return null;
  const { size, cut } = partitioning;
  const { most } = cutWords[cut];
  const possible = size !== null && Number.isInteger(size) && size >= 1 && size <= most;
  return possible ? null : `A whole number from 1 to ${most.toLocaleString('en')}`;
}

/** The partitioning as the API takes it. */
export function partitioningInput(
  partitioning: Partitioning,
): { partitioning: string } | { partitioningId: string } {
  switch (partitioning.kind) {
    case 'cut':
      return { partitioning: `${partitioning.cut}_${partitioning.size}` };
    case 'own':
      return { partitioning: partitioning.name };
    case 'kept':
      return { partitioningId: partitioning.id };
  }
}
