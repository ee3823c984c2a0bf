/** How many items were done at one moment, and how fast it went since the moment before. */
export type RatePoint = {
  /** Milliseconds since 1970. */
  at: number;
  itemsDone: number;
  /** Items per second; null where the series begins anew. */
  rate: number | null;
  /** True if the job did not run from then on. */
  idle: boolean;
};

const nearest = 700;
const mostPoints = 240;

/**
 * Adds what is known now to a series; a long series gets coarser instead of longer. Time in which the job did not run
 * counts for nothing: the series has a gap there.
 */
export function addPoint(
  series: readonly RatePoint[],
  at: number,
  itemsDone: number,
  running: boolean,
): RatePoint[] {
  const last = series.at(-1);
  if (!last || last.idle) return begun(series, { at, itemsDone, rate: null, idle: !running });
  const tooNear = at - last.at < nearest;
  // What is left out is counted by the next point.
  if (tooNear && running) return [...series];
  const kept = tooNear && series.length > 1 ? series.slice(0, -1) : series;
  const next = [...kept, pointAfter(kept.at(-1), at, itemsDone, !running)];
  return next.length > mostPoints ? coarser(next) : next;
}

/** The series with a new beginning after the end of a run; in place of an earlier one that led nowhere. */
function begun(series: readonly RatePoint[], beginning: RatePoint): RatePoint[] {
  const ended = series.at(-1)?.rate != null;
  if (ended && beginning.idle) return [...series];
  return [...(ended ? series : series.slice(0, -1)), beginning];
}

function pointAfter(
  before: RatePoint | undefined,
  at: number,
  itemsDone: number,
  idle: boolean,
): RatePoint {
  // Chunks that are processed again are no progress backwards.
  if (!before || before.idle || itemsDone < before.itemsDone || at <= before.at) {
    return { at, itemsDone, rate: null, idle };
  }
  return { at, itemsDone, rate: ((itemsDone - before.itemsDone) * 1000) / (at - before.at), idle };
}

function coarser(series: readonly RatePoint[]): RatePoint[] {
  const kept: RatePoint[] = [];
  series.forEach((point, index) => {
    const even = index % 2 === 0 || index === series.length - 1;
    if (even) kept.push(pointAfter(kept.at(-1), point.at, point.itemsDone, point.idle));
  });
  return kept;
}

/** The greatest rate of a series; 0 if it has none. */
export function greatestRate(series: readonly RatePoint[]): number {
  return Math.max(0, ...series.map(({ rate }) => rate ?? 0));
}

/** True if there is enough to draw a curve. */
export function makesCurve(series: readonly RatePoint[]): boolean {
  return series.filter(({ rate }) => rate !== null).length >= 2;
}
