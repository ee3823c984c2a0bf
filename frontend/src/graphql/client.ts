import { Client, fetchExchange, mapExchange, subscriptionExchange } from 'urql';
import { cache } from './cache';
import { isUnauthenticated } from './errors';
import { keepLast } from './keepLast';
import { createSocket } from './socket';

const endpoint = {
  url: '/graphql',
  // Always POST: answers depend on who asks and must not stay in the browser's cache.
  preferGetMethod: false,
  fetchOptions: {
    credentials: 'same-origin',
    headers: { 'X-Sluice-Csrf': '1' },
  },
} as const;

/** The connections to the API. */
export type Api = {
  /** Caches what it reads, by id. */
  client: Client;
  /** Caches nothing: for the rows of a batch, of which there may be a million. */
  uncached: Client;
};

/** Connects to the API of this page's server; `onSignedOut` hears of every answer that nobody is signed in. */
export function createApi(onSignedOut: () => void): Api {
  const watchSession = mapExchange({
    onResult: (result) => {
      if (isUnauthenticated(result.error)) onSignedOut();
    },
  });
  const socket = createSocket();
  const subscriptions = subscriptionExchange({
    forwardSubscription: (request) => ({
      subscribe: (sink) => ({
        unsubscribe: socket.subscribe({ ...request, query: request.query ?? '' }, sink),
      }),
    }),
  });
  return {
    client: new Client({
      ...endpoint,
      exchanges: [watchSession, keepLast(), cache, fetchExchange, subscriptions],
    }),
    uncached: new Client({ ...endpoint, exchanges: [watchSession, fetchExchange, subscriptions] }),
  };
}
