import { createContext, use } from 'react';
import type { Client } from 'urql';

/** Provides the client that caches nothing. */
export const UncachedClient = createContext<Client | null>(null);

/** The client that caches nothing: for the rows of a batch, of which there may be a million. */
export function useUncachedClient(): Client {
  const client = use(UncachedClient);
  if (!client) throw new Error('There is no UncachedClient above this component.');
  return client;
}
