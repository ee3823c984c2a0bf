// Clients as apps use them: graphql-ws and graphql-sse. They must not lose anything when the server restarts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { createClient as createEventClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import WebSocket from 'ws';
import { Server } from './support/server.mjs';

const jobsChanged = { query: 'subscription { jobsChanged { active } }' };
const viewer = { query: '{ viewer { login } }' };

let server;
let token;

before(async () => {
  server = await Server.create();
  await server.run('seed', '--products', '100');
  token = (await server.run('token', 'create', 'test')).trim();
});
after(() => server.stop());

/** The first answer to an operation, by a client that can subscribe. */
async function first(client, operation) {
  for await (const result of client.iterate(operation)) return result;
}

/** The data of the answer to a query or mutation. */
async function ask(client, query, variables) {
  const { data, errors } = await first(client, { query, variables });
  assert.equal(errors, undefined);
  return data;
}

// As long as a restart takes.
const patience = { retryAttempts: 600, retryWait: () => setTimeout(50) };

function socketClient(options = {}) {
  return createSocketClient({
    url: server.url.replace('http', 'ws') + '/graphql',
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    shouldRetry: () => true,
    ...patience,
    ...options,
  });
}

function eventClient(options = {}) {
  return createEventClient({
    url: `${server.url}/graphql`,
    headers: { authorization: `Bearer ${token}`, 'x-sluice-csrf': '1' },
    retryAttempts: patience.retryAttempts,
    retry: patience.retryWait,
    ...options,
  });
}

test('graphql-ws subscribes and queries', async () => {
  const client = socketClient();
  assert.deepEqual(await first(client, jobsChanged), { data: { jobsChanged: { active: 0 } } });
  assert.deepEqual(await first(client, viewer), { data: { viewer: { login: 'admin' } } });
  await client.dispose();
});

test('graphql-ws is told why a document is refused', async () => {
  const client = socketClient();
  await assert.rejects(first(client, { query: '{ nothing }' }), (errors) => {
    assert.equal(errors[0].extensions.code, 'INVALID');
    return true;
  });
  await client.dispose();
});

test('graphql-ws does not get in without a valid token', async () => {
  for (const connectionParams of [{}, { authorization: 'Bearer slc_nonsense' }]) {
    const client = socketClient({ connectionParams });
    await assert.rejects(first(client, jobsChanged), { code: 4401 });
    await client.dispose();
  }
});

test('graphql-sse subscribes and queries', async () => {
  const client = eventClient();
  assert.deepEqual(await first(client, jobsChanged), { data: { jobsChanged: { active: 0 } } });
  const results = [];
  for await (const result of client.iterate(viewer)) results.push(result);
  assert.deepEqual(results, [{ data: { viewer: { login: 'admin' } } }]);
  client.dispose();
});

test('graphql-sse is told that it must sign in', async () => {
  const client = eventClient({ headers: {} });
  const { errors } = await first(client, jobsChanged);
  assert.equal(errors[0].extensions.code, 'UNAUTHENTICATED');
  client.dispose();
});

/** The id of a batch that is ready to be executed. */
async function completeBatch(client) {
  const { createBatchFromQuery } = await ask(
    client,
    `mutation ($input: CreateBatchFromQueryInput!) {
      createBatchFromQuery(input: $input) { batch { id } }
    }`,
    {
      input: {
        type: 'pricing',
        where: { price: { gt: '0' } },
        parameters: { rule: 'percent', percent: '10', rounding: 'cent' },
      },
    },
  );
  const { id } = createBatchFromQuery.batch;
  for await (const { data } of client.iterate(watching(id))) {
    if (data.batchChanged.state === 'OPEN') break;
  }
  const complete = 'mutation ($id: ID!) { markBatchComplete(input: { id: $id }) { batch { id } } }';
  await ask(client, complete, { id });
  return id;
}

const watching = (id) => ({
  query: 'subscription ($id: ID!) { batchChanged(id: $id) { state } }',
  variables: { id },
});

test('both carry out mutations', async () => {
  for (const client of [socketClient(), eventClient()]) {
    const { batch } = await ask(client, 'query ($id: ID!) { batch(id: $id) { state } }', {
      id: await completeBatch(client),
    });
    assert.equal(batch.state, 'COMPLETE');
    await client.dispose();
  }
});

for (const [how, end] of [
  ['stopped', () => server.end()],
  ['killed', () => server.kill()],
]) {
  test(
    `subscribers see a batch through to its end when the server is ${how}`,
    { timeout: 120_000 },
    async () => {
      const clients = [socketClient(), eventClient()];
      const id = await completeBatch(clients[0]);
      const watches = clients.map((client) => client.iterate(watching(id)));
      for (const watch of watches) {
        assert.deepEqual((await watch.next()).value.data, { batchChanged: { state: 'COMPLETE' } });
      }
      const execute = 'mutation ($id: ID!) { executeBatch(input: { id: $id }) { batch { id } } }';
      await ask(clients[0], execute, { id });
      await end();
      await server.start();
      for (const watch of watches) {
        let state;
        do {
          const { value, done } = await watch.next();
          assert.ok(!done, `the subscription ended while the batch was ${state}`);
          ({ state } = value.data.batchChanged);
        } while (state !== 'EXECUTED');
      }
      for (const client of clients) await client.dispose();
    },
  );
}
