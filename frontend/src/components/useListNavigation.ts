import { useNavigate } from '@tanstack/react-router';
import type { PagePlace } from './trail';

/** Changes the state of a list, which lives in the address bar. */
export function useListNavigation<Search extends object>() {
  const navigate = useNavigate();
  const to = (changes: object) => ({
    to: '.' as const,
    // The router can't know on which of its routes this runs.
    search: ((old: object) => ({ ...old, ...changes })) as never,
  });
  return {
    /** Another filter, order or page size starts at the first page. */
    change: (changes: Partial<Search>) =>
      void navigate({ ...to({ ...changes, after: '' }), replace: true, resetScroll: false }),
    /** What concerns no more than the page that is shown. */
    put: (changes: Partial<Search>) =>
      void navigate({ ...to(changes), replace: true, resetScroll: false }),
    go: ({ after, trail }: PagePlace) => void navigate({ ...to({ after }), state: { trail } }),
  };
}
