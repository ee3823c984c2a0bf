const prefix = '#token=';

/** The token of a one-time sign-in link, from the address's hash. */
export function linkToken(hash: string): string | null {
  if (!hash.startsWith(prefix)) return null;
  return decodeURIComponent(hash.slice(prefix.length)) || null;
}

/** Takes the token out of the address bar and the history, so that it is not left lying there. */
export function clearLinkToken(): void {
  window.history.replaceState(window.history.state, '', location.pathname + location.search);
}
