import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import type { Client } from 'urql';
import { batchSearch } from '~/features/batch/search';
import { batchesSearch } from '~/features/batches/search';
import { jobSearch } from '~/features/job/search';
import { jobsSearch } from '~/features/jobs/search';
import { importersSearch, newBatchSearch } from '~/features/new-batch/search';
import { operationsSearch } from '~/features/operations/search';
import { productsSearch } from '~/features/products/search';
import { signInSearch } from '~/features/sign-in/search';
import { RouteError } from './RouteError';
import { readViewer } from './session';
import { Shell } from './Shell';

const rootRoute = createRootRouteWithContext<{ client: Client }>()({ component: Outlet });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('~/features/sign-in/SignInPage'), 'SignInPage'),
});

/** Everything inside needs a signed-in user. */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    const viewer = await readViewer(context.client);

    if (!viewer) throw redirect({ to: '/sign-in', search: { to: location.href } });
    return { viewer };
  },
  component: Shell,
  errorComponent: (props) => (
    <main>
      <RouteError {...props} />
    </main>
  ),
});

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: () => redirect({ to: '/products', throw: true }),
});

const productsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/products',
  ...productsSearch,
  component: lazyRouteComponent(() => import('~/features/products/ProductsPage'), 'ProductsPage'),
});

const batchesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/batches',
  ...batchesSearch,
  component: lazyRouteComponent(() => import('~/features/batches/BatchesPage'), 'BatchesPage'),
});

const newBatchRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/batches/new',
  ...newBatchSearch,
  component: lazyRouteComponent(() => import('~/features/new-batch/NewBatchPage'), 'NewBatchPage'),
});

const importersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/importers',
  ...importersSearch,
  component: lazyRouteComponent(
    () => import('~/features/new-batch/ImportersPage'),
    'ImportersPage',
  ),
});

const batchRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/batches/$batchId',
  ...batchSearch,
  component: lazyRouteComponent(() => import('~/features/batch/BatchPage'), 'BatchPage'),
});

const jobsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/jobs',
  ...jobsSearch,
  component: lazyRouteComponent(() => import('~/features/jobs/JobsPage'), 'JobsPage'),
});

const jobRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/jobs/$jobId',
  ...jobSearch,
  component: lazyRouteComponent(() => import('~/features/job/JobPage'), 'JobPage'),
});

const operationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/operations',
  ...operationsSearch,
  component: lazyRouteComponent(
    () => import('~/features/operations/OperationsPage'),
    'OperationsPage',
  ),
});

const operationRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/operations/$operationId',
  component: lazyRouteComponent(
    () => import('~/features/operation/OperationPage'),
    'OperationPage',
  ),
});

const workersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/workers',
  component: lazyRouteComponent(() => import('~/features/workers/WorkersPage'), 'WorkersPage'),
});

export const routeTree = rootRoute.addChildren([
  signInRoute,
  shellRoute.addChildren([
    homeRoute,
    productsRoute,
    batchesRoute,
    newBatchRoute,
    batchRoute,
    importersRoute,
    jobsRoute,
    jobRoute,
    operationsRoute,
    operationRoute,
    workersRoute,
  ]),
]);
