import type { Client } from 'urql';
import { graphql, type ResultOf } from '~/graphql/graphql';

const viewerQuery = graphql(`
  query Viewer {
    viewer {
      id
      login
      name
      permissions
    }
  }
`);

/** The signed-in user. */
export type Viewer = NonNullable<ResultOf<typeof viewerQuery>['viewer']>;

/** Who is signed in; null if nobody is. Throws a CombinedError when the server can't be asked. */
export async function readViewer(client: Client): Promise<Viewer | null> {
  const { data, error } = await client.query(viewerQuery, {}).toPromise();
  if (error) throw error;
  return data?.viewer ?? null;
}

/** Leaves for the sign-in page by loading it afresh, so that nothing of the ended session stays in memory. */
export function goToSignIn(from: Pick<Location, 'pathname' | 'search' | 'assign'>): void {
  if (from.pathname === '/sign-in') return;
  const to = encodeURIComponent(from.pathname + from.search);
  from.assign(`/sign-in?to=${to}`);
}
