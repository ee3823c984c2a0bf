import { createClient, type Client } from 'graphql-ws';
import { connection } from './connection';

const longestWait = 5_000;
const pongWithin = 5_000;

/** Connects to the API's subscriptions on demand, and again after every break until nobody listens. */
export function createSocket(): Client {
  let pong: ReturnType<typeof setTimeout> | undefined;
  const socket = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    keepAlive: 10_000,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: (attempt) =>
      new Promise((resolve) => {
        setTimeout(resolve, Math.min(250 * 2 ** attempt, longestWait));
      }),
    on: {
      connected: () => connection.opened(),
      closed: (event) => {
        clearTimeout(pong);
        if ((event as CloseEvent).code === 1000) connection.rested();
        else connection.broke();
      },
      error: () => connection.broke(),
      // A half-open connection never closes by itself: give up on it when a ping stays without answer.
      ping: (received) => {
        if (!received) pong = setTimeout(() => socket.terminate(), pongWithin);
      },
      pong: (received) => {
        if (received) clearTimeout(pong);
      },
    },
  });
  return socket;
}
