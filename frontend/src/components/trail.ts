import { useLocation } from '@tanstack/react-router';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The cursors of the pages before this one, from the second page on. */
    trail?: string[];
  }
}

/** A place in a list that is read page by page. */
export type PagePlace = { after: string; trail: string[] };

/** Where the list's page lies; `trail` is unknown when the address was opened directly. */
export function useTrail(after: string): string[] | undefined {
  const trail = useLocation({ select: (location) => location.state.trail });
  return after === '' ? [] : trail;
}

/** The page that starts after `endCursor`, seen from the page at `after`. */
export function nextPlace(
  after: string,
  trail: string[] | undefined,
  endCursor: string,
): PagePlace {
  return { after: endCursor, trail: [...(trail ?? []), after] };
}

/** The page before the one with this trail. */
export function previousPlace(trail: string[]): PagePlace {
  return { after: trail.at(-1) ?? '', trail: trail.slice(0, -1) };
}

/** The number of the page's first item, counted from 1, if all pages before it are known. */
export function firstRow(trail: string[] | undefined, size: number): number | undefined {
  const complete = trail && (trail.length === 0 || trail[0] === '');
  return complete ? trail.length * size + 1 : undefined;
}
