// The public audit suite of GraphQL over HTTP, against a server of its own or the one at SLUICE_URL.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serverAudits } from 'graphql-http';
import { Server } from './support/server.mjs';

let server;
let url = process.env.SLUICE_URL;

before(async () => {
  if (url) return;
  server = await Server.create();
  url = server.url;
});
after(() => server?.stop());

// No recommendation of the suite is left out: a SHOULD or MAY that is not followed fails, too.
for (const audit of serverAudits({ url: () => `${url}/graphql` })) {
  test(`${audit.id} ${audit.name}`, async () => {
    const result = await audit.fn();
    if (result.status !== 'ok') {
      assert.fail(`${result.reason}\n${await result.response.text()}`);
    }
  });
}
