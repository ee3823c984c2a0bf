// Operations: a foreign worker that claims them over HTTP, and the pages of the app.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server } from './support/server.mjs';

let server;
let token;

before(async () => {
  server = await Server.create();
  token = (await server.run('token', 'create', 'worker')).trim();
});
after(() => server.stop());

/** Carries out a GraphQL operation and returns its data. */
async function gql(query, variables = {}) {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'x-sluice-csrf': '1',
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
}

const create = `mutation ($input: CreateOperationInput!) {
  createOperation(input: $input) { operation { id } }
}`;
const claim = `mutation { claimOperations(input: { type: "square", limit: 5, lease: "1m" }) {
  operations { id attempt input }
} }`;
const finish = `mutation ($input: FinishOperationInput!) {
  finishOperation(input: $input) { operation { id } }
}`;

/** Works until nothing is left, and returns what it has worked on. */
async function work() {
  const done = [];
  for (;;) {
    const { operations } = (await gql(claim)).claimOperations;
    if (operations.length === 0) return done;
    for (const { id, attempt, input } of operations) {
      await gql(finish, { input: { id, attempt, result: 'SUCCESSFUL', output: input * input } });
      done.push(id);
    }
  }
}

test('foreign workers share the work, and each operation is done once', async () => {
  const numbers = Array.from({ length: 60 }, (_, n) => n);
  await Promise.all(numbers.map((input) => gql(create, { input: { type: 'square', input } })));
  const done = (await Promise.all([work(), work(), work()])).flat();
  assert.equal(new Set(done).size, 60);
  assert.equal(done.length, 60);
  const { operations } = await gql(`{
    operations(where: { type: { eq: "square" } }, first: 100) { nodes { status result input output attempt } }
  }`);
  for (const { status, result, input, output, attempt } of operations.nodes) {
    assert.deepEqual([status, result, output, attempt], ['FINISHED', 'SUCCESSFUL', input ** 2, 1]);
  }
});
