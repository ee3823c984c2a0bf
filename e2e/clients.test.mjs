// Clients as people use them: graphql-ws, graphql-sse and curl.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
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
  token = (await server.run('token', 'create', 'test')).trim();
});
after(() => server.stop());

/** The first answer to an operation, by a client that can subscribe. */
async function first(client, operation) {
  for await (const result of client.iterate(operation)) return result;
}

function socketClient(options = {}) {
  return createSocketClient({
    url: server.url.replace('http', 'ws') + '/graphql',
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    ...options,
  });
}

function eventClient(headers = { authorization: `Bearer ${token}` }) {
  return createEventClient({ url: `${server.url}/graphql`, headers, retryAttempts: 0 });
}

/** Runs curl and returns the status and the body. */
async function curl(...args) {
  const { stdout } = await promisify(execFile)('curl', [
    '--silent',
    '--show-error',
    '--write-out',
    '\n%{http_code}',
    ...args,
    `${server.url}/graphql`,
  ]);
  const end = stdout.lastIndexOf('\n');
  return { status: Number(stdout.slice(end + 1)), body: stdout.slice(0, end) };
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

test('graphql-ws finds its way back after the server was killed', async () => {
  const client = socketClient({
    retryAttempts: 300,
    retryWait: () => setTimeout(50),
    shouldRetry: () => true,
  });
  const results = client.iterate(jobsChanged);
  await results.next();
  await server.kill();
  const restarted = server.start();
  assert.deepEqual((await results.next()).value, { data: { jobsChanged: { active: 0 } } });
  await restarted;
  await client.dispose();
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
  const client = eventClient({});
  const { errors } = await first(client, jobsChanged);
  assert.equal(errors[0].extensions.code, 'UNAUTHENTICATED');
  client.dispose();
});

test('curl queries, is refused, and is told why', async () => {
  const json = ['--header', 'content-type: application/json'];
  const as = ['--header', `authorization: Bearer ${token}`];
  const ok = await curl(...json, ...as, '--data', JSON.stringify(viewer));
  assert.deepEqual(ok, { status: 200, body: '{"data":{"viewer":{"login":"admin"}}}' });
  const forged = await curl(...as, '--data', JSON.stringify(viewer));
  assert.equal(forged.status, 415);
  const mutation = JSON.stringify({ query: 'mutation { signOut { signedOut } }' });
  const unmarked = await curl(...json, ...as, '--data', mutation);
  assert.equal(unmarked.status, 403);
  assert.match(unmarked.body, /X-Sluice-Csrf.*FORBIDDEN/);
});

test('curl is told when it sends too much', async () => {
  const { stdout } = await new Promise((resolve, reject) => {
    const child = execFile(
      'curl',
      [
        ...['--silent', '--show-error', '--write-out', '\n%{http_code}'],
        ...['--header', 'content-type: application/json', '--data-binary', '@-'],
        `${server.url}/graphql`,
      ],
      (error, stdout, stderr) => (error ? reject(error) : resolve({ stdout, stderr })),
    );
    child.stdin.end(' '.repeat(20_000_000));
  });
  assert.match(stdout, /"code":"LIMIT"/);
  assert.match(stdout, /\n413$/);
});
