import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { RouterProvider } from '@tanstack/react-router';
import { Provider } from 'urql';
import { UncachedClient } from '~/graphql/api';
import { createApi } from '~/graphql/client';
import { createAppRouter } from './router';
import { goToSignIn } from './session';
import { cssVariables, theme } from './theme';

const api = createApi(() => goToSignIn(window.location));
const router = createAppRouter(api.client);

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notifications position="bottom-right" limit={4} />
      <Provider value={api.client}>
        <UncachedClient value={api.uncached}>
          <RouterProvider router={router} />
        </UncachedClient>
      </Provider>
    </MantineProvider>
  );
}
