/** How many items were done at one moment, and how fast it went since the moment before. */
export type RatePoint = {
  /** Milliseconds since 1970. */
  at: number;
  itemsDone: number;
  /** Items per second; null where the series begins anew. */
  rate: number | null;
};

const nearest = 400;
const mostPoints = 240;

/** Adds what is known now to a series; a long series gets coarser instead of longer. */
export function addPoint(series: readonly RatePoint[], at: number, itemsDone: number): RatePoint[] {
  const last = series.at(-1);
  const tooNear = last !== undefined && at - last.at < nearest;
  const kept = tooNear ? series.slice(0, -1) : series;
  const next = [...kept, pointAfter(kept.at(-1), at, itemsDone)];
  return next.length > mostPoints ? coarser(next) : next;
}

function pointAfter(before: RatePoint | undefined, at: number, itemsDone: number): RatePoint {
  // Chunks that are processed again are no progress backwards.
  if (!before || itemsDone < before.itemsDone || at <= before.at) {
    return { at, itemsDone, rate: null };
  }
  return { at, itemsDone, rate: ((itemsDone - before.itemsDone) * 1000) / (at - before.at) };
}

function coarser(series: readonly RatePoint[]): RatePoint[] {
  const kept: RatePoint[] = [];
  series.forEach((point, index) => {
    const even = index % 2 === 0 || index === series.length - 1;
    if (even) kept.push(pointAfter(kept.at(-1), point.at, point.itemsDone));
  });
  return kept;
}

/** The greatest rate of a series; 0 if it has none. */
export function greatestRate(series: readonly RatePoint[]): number {
  return Math.max(0, ...series.map(({ rate }) => rate ?? 0));
}
