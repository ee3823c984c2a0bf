import { useState } from 'react';

/** The API takes no more ids at once. */
export const mostTicked = 1_000;

/** Which items of a list are ticked, on whatever page they are. */
export type Ticks = {
  ids: ReadonlySet<string>;
  put: (ids: readonly string[], ticked: boolean) => void;
  clear: () => void;
};

/** The ids with some ticked or not; the last ones stay out when there are too many. */
export function withTicks(
  ids: ReadonlySet<string>,
  changed: readonly string[],
  ticked: boolean,
): ReadonlySet<string> {
  const next = new Set(ids);
  for (const id of changed) {
    if (!ticked) next.delete(id);
    else if (next.size < mostTicked) next.add(id);
  }
  return next;
}

export function useTicks(): Ticks {
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set());
  return {
    ids,
    put: (changed, ticked) => setIds((old) => withTicks(old, changed, ticked)),
    clear: () => setIds(new Set()),
  };
}
