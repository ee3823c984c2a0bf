import assert from 'node:assert/strict';
import { createClient } from 'graphql-sse';

/** A script that uses the API of a server with a token of the administrator. */
export async function script(server) {
  const token = (await server.run('token', 'create', 'script')).trim();
  const headers = { authorization: `Bearer ${token}`, 'x-sluice-csrf': '1' };
  const events = createClient({ url: `${server.url}/graphql`, headers });
  return {
    /** Carries out an operation and returns its data. */
    async ask(query, variables = {}) {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = await response.json();
      assert.equal(errors, undefined, JSON.stringify(errors));
      return data;
    },
    /** Subscribes until the data is as wanted. */
    async until(query, variables, wanted) {
      for await (const { data, errors } of events.iterate({ query, variables })) {
        assert.equal(errors, undefined, JSON.stringify(errors));
        if (wanted(data)) return;
      }
      assert.fail('the subscription ended');
    },
  };
}
