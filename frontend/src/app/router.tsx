import { createRouter } from '@tanstack/react-router';
import type { Client } from 'urql';
import { Loading } from './Loading';
import { NotFound } from './NotFound';
import { RouteError } from './RouteError';
import { routeTree } from './routes';

/** Makes the router; the routes read the viewer through `client`. */
export function createAppRouter(client: Client) {
  return createRouter({
    routeTree,
    context: { client },
    defaultPreload: 'intent',
    defaultPendingComponent: Loading,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });
}
