import type { JobSearch } from '../search';
import type { ExceptionState } from './states';
import type { graphql } from '~/graphql/graphql';

export type ExceptionFilter = ReturnType<typeof graphql.scalar<'ExceptionFilter'>>;

/** How many exceptions there are of one kind and state, as the API counts them. */
export type StateCount = { node: string; reason: string; state: ExceptionState; count: number };

/** All exceptions of one kind. */
export type Group = {
  node: string;
  reason: string;
  /** How many nobody has decided about. */
  open: number;
  total: number;
};

/** The kinds of exceptions, those with the most open ones first. */
export function groupsOf(counts: readonly StateCount[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { node, reason, state, count } of counts) {
    const key = JSON.stringify([node, reason]);
    const group = groups.get(key) ?? { node, reason, open: 0, total: 0 };
    group.total += count;
    if (state === 'OPEN') group.open += count;
    groups.set(key, group);
  }
  return [...groups.values()].sort(
    (a, b) => b.open - a.open || b.total - a.total || a.reason.localeCompare(b.reason),
  );
}

/** How many exceptions have one of the states. */
export function countOf(counts: readonly StateCount[], ...states: ExceptionState[]): number {
  return counts
    .filter(({ state }) => states.includes(state))
    .reduce((sum, { count }) => sum + count, 0);
}

/** The conditions that the address asks for; null if there is none. */
export function whereOf({ node, reason, state, search }: JobSearch): ExceptionFilter | null {
  const where: ExceptionFilter = {
    ...(node && { node: { eq: node } }),
    ...(reason && { reason: { eq: reason } }),
    ...(state.length > 0 && { state }),
    ...(search && { search }),
  };
  return Object.keys(where).length === 0 ? null : where;
}
