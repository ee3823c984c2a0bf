import type { SearchSchemaInput } from '@tanstack/react-router';
import { textParam } from '~/components/searchParams';

/** Where to go after signing in: a path of this app, never another site. */
export function signInSearch(raw: { to?: string } & SearchSchemaInput): { to?: string } {
  const to = textParam(raw.to);
  return /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-in') ? { to } : {};
}
