/** Which of the matches comes next, counted from 0. Behind the last one comes the first. */
export function nextMatch({
  total,
  before,
  known,
  forward,
}: {
  total: number;
  /** How many come before the row that the search starts at. */
  before: number;
  /** The match that was found last; null if there is none yet. */
  known: number | null;
  forward: boolean;
}): number {
  const next = known === null ? before - (forward ? 0 : 1) : known + (forward ? 1 : -1);
  return ((next % total) + total) % total;
}
