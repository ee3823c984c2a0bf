import { MantineProvider } from '@mantine/core';
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { Provider } from 'urql';
import { fakeApi } from './api';

/** Shows a component as it would stand in the app: with its look, an API and an address. */
export async function show(children: ReactNode, { client } = fakeApi({})) {
  const router = createRouter({
    routeTree: createRootRoute({ component: () => children }),
    history: createMemoryHistory(),
  });
  await router.load();
  render(
    <MantineProvider env="test">
      <Provider value={client}>
        {/* The app's own routes are not there, and its types say they are. */}
        <RouterProvider router={router as never} />
      </Provider>
    </MantineProvider>,
  );
  return { user: userEvent.setup(), router };
}
