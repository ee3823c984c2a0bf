import type { ReactNode } from 'react';
import { Provider } from 'urql';
import { useUncachedClient } from '~/graphql/api';

/** Lets what is inside ask the API each time it is shown, and keep nothing of it. */
export function Uncached({ children }: { children: ReactNode }) {
  return <Provider value={useUncachedClient()}>{children}</Provider>;
}
