/** How fast a job may go: what its form holds. */
export type Pace = {
  /** Chunks at once. */
  parallelism: number | null;
  priority: number;
  /** Items per second at most; null: as many as it can. */
  rate: number | null;
};

export const usualPace: Pace = { parallelism: 2, priority: 2, rate: null };

export const mostParallelism = 64;
const mostRate = 1_000_000_000;

export type PaceErrors = { parallelism?: string; rate?: string };

/** What is wrong with a pace; empty if nothing is. */
export function checkPace({ parallelism, rate }: Pace): PaceErrors {
  const errors: PaceErrors = {};
  if (!within(parallelism, mostParallelism)) {
    errors.parallelism = `A whole number from 1 to ${mostParallelism}`;
  }
  if (rate !== null && !within(rate, mostRate)) {
    errors.rate = 'A whole number from 1, or nothing';
  }
  return errors;
}

function within(value: number | null, most: number): value is number {
  return value !== null && Number.isInteger(value) && value >= 1 && value <= most;
}

/** A pace that has nothing wrong as the API takes it. */
export function paceInput({ parallelism, priority, rate }: Pace) {
  return { parallelism: parallelism ?? 1, priority, rate: rate ?? 0 };
}
