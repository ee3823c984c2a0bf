// The API as scripts use it: with plain curl.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { Server } from './support/server.mjs';

const viewer = '{ viewer { login } }';
const create = `mutation {
  createBatchFromQuery(
    input: { type: "pricing", parameters: { rule: "percent", percent: "5", rounding: "cent" } }
  ) { batch { number } }
}`;
const csrf = ['--header', 'x-sluice-csrf: 1'];

let server;
let as; // with the token of an administrator

before(async () => {
  server = await Server.create();
  const token = (await server.run('token', 'create', 'test')).trim();
  as = ['--header', `authorization: Bearer ${token}`];
});
after(() => server.stop());

function start(...args) {
  return spawn('curl', [
    '--silent',
    '--show-error',
    '--no-buffer',
    ...args,
    `${server.url}/graphql`,
  ]);
}

/** Runs curl with an input and returns the answer: its status and its body. */
async function curl(args, input = '') {
  const child = start('--write-out', '\n%{http_code}', ...args);
  child.stdin.end(input);
  const output = await text(child.stdout);
  const end = output.lastIndexOf('\n');
  return { status: Number(output.slice(end + 1)), body: output.slice(0, end) };
}

/** The arguments that send an operation as JSON. */
function json(query) {
  return ['--header', 'content-type: application/json', '--data', JSON.stringify({ query })];
}

/** The arguments that send a file as the GraphQL multipart request specification has it. */
function upload(query, variables, map) {
  const part = (name, value) => ['--form-string', `${name}=${JSON.stringify(value)}`];
  return [
    ...part('operations', { query, variables }),
    ...part('map', map),
    ...['--form', '0=@-;filename=products.csv'],
  ];
}

function assertRefused({ status, body }, wanted, code) {
  assert.equal(status, wanted, body);
  assert.equal(JSON.parse(body).errors[0].extensions.code, code);
}

const answered = { status: 200, body: '{"data":{"viewer":{"login":"admin"}}}' };

test('a query by POST', async () => {
  assert.deepEqual(await curl([...as, ...json(viewer)]), answered);
});

test('a query by GET', async () => {
  const args = [...as, '--get', '--data-urlencode', `query=${viewer}`];
  assert.deepEqual(await curl(args), answered);
});

test('a query as a form, as any page could send it, is refused', async () => {
  assertRefused(await curl([...as, '--data', JSON.stringify({ query: viewer })]), 415, 'INVALID');
});

test('a mutation', async () => {
  assert.deepEqual(await curl([...as, ...csrf, ...json(create)]), {
    status: 200,
    body: '{"data":{"createBatchFromQuery":{"batch":{"number":"#00000001"}}}}',
  });
});

test('a mutation without the header against forgery is refused, and told what is missing', async () => {
  const refused = await curl([...as, ...json(create)]);
  assertRefused(refused, 403, 'FORBIDDEN');
  assert.match(refused.body, /X-Sluice-Csrf/);
});

test('a mutation by GET is refused', async () => {
  const args = [...as, ...csrf, '--get', '--data-urlencode', `query=${create}`];
  assertRefused(await curl(args), 405, 'INVALID');
});

test('a token that is not valid is refused', async () => {
  const args = ['--header', 'authorization: Bearer slc_nonsense', ...json(viewer)];
  assertRefused(await curl(args), 401, 'UNAUTHENTICATED');
});

test('an upload to where nothing can be uploaded is refused', async () => {
  const file = 'StockCode\n00123\n';
  const unknown = 'mutation ($file: Upload!) { importProducts(file: $file) { created } }';
  const toFile = { 0: ['variables.file'] };
  for (const [args, status, code] of [
    [upload(unknown, { file: null }, toFile), 403, 'FORBIDDEN'],
    [[...csrf, ...upload(unknown, { file: null }, toFile)], 422, 'INVALID'],
    [[...csrf, ...upload(create, {}, { 0: ['variables.no.0.file'] })], 400, 'INVALID'],
    [[...csrf, ...upload(create, { file: null }, {})], 400, 'INVALID'],
  ]) {
    const refused = await curl([...as, ...args], file);
    assertRefused(refused, status, code);
    assert.doesNotMatch(refused.body, /00123|importProducts/, 'the answer repeats what was sent');
  }
});

test('too much is refused', async () => {
  const args = ['--header', 'content-type: application/json', '--data-binary', '@-'];
  assertRefused(await curl(args, ' '.repeat(20_000_000)), 413, 'LIMIT');
});

const events = ['--header', 'accept: text/event-stream'];

test('a query answered as an event stream', async () => {
  const { body } = await curl([...as, ...events, ...json(viewer)]);
  assert.equal(body, `:\n\nevent: next\ndata: ${answered.body}\n\nevent: complete\ndata:\n\n`);
});

test('a subscription', async () => {
  const child = start(...as, ...events, ...json('subscription { jobsChanged { active } }'));
  const lines = createInterface({ input: child.stdout });
  const seen = [];
  for await (const line of lines) {
    seen.push(line);
    if (line.startsWith('data:')) break;
  }
  child.kill();
  await once(child, 'close');
  assert.deepEqual(seen, [':', '', 'event: next', 'data: {"data":{"jobsChanged":{"active":0}}}']);
});
