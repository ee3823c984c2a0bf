// Operations: a foreign worker that claims them over HTTP, and the pages of the app.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './support/accessibility.mjs';
import { signIn } from './support/app.mjs';
import { launchBrowser, openPage } from './support/browser.mjs';
import { script } from './support/script.mjs';
import { Server } from './support/server.mjs';

let server;
let browser;
let page;
let problems;
let api;

before(async () => {
  server = await Server.create();
  api = await script(server);
  browser = await launchBrowser();
  ({ page, problems } = await openPage(browser, server.url));
  await signIn(page, await server.signInLink());
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

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
    const { operations } = (await api.ask(claim)).claimOperations;
    if (operations.length === 0) return done;
    for (const { id, attempt, input } of operations) {
      await api.ask(finish, {
        input: { id, attempt, result: 'SUCCESSFUL', output: input * input },
      });
      done.push(id);
    }
  }
}

test('foreign workers share the work, and each operation is done once', async () => {
  const numbers = Array.from({ length: 60 }, (_, n) => n);
  await Promise.all(numbers.map((input) => api.ask(create, { input: { type: 'square', input } })));
  const done = (await Promise.all([work(), work(), work()])).flat();
  assert.equal(new Set(done).size, 60);
  assert.equal(done.length, 60);
  const { operations } = await api.ask(`{
    operations(where: { type: { eq: "square" } }, first: 100) { nodes { status result input output attempt } }
  }`);
  for (const { status, result, input, output, attempt } of operations.nodes) {
    assert.deepEqual([status, result, output, attempt], ['FINISHED', 'SUCCESSFUL', input ** 2, 1]);
  }
});

test('a person sees what scripts have planned, cancels it and runs it again', async () => {
  const input = {
    type: 'new-blogpost-email',
    context: { reference: 'post/77' },
    input: { to: 'all' },
  };
  await api.ask(create, { input: { ...input, delay: '1h' } });
  await page.goto('/operations');
  await page.getByRole('region', { name: 'Operations' }).waitFor();
  await assertAccessible(page, 'operations');
  await page.getByLabel('Reference').fill('post/77');
  const row = page.getByRole('row', { name: /new-blogpost-email/ });
  await page.getByRole('cell', { name: 'square' }).first().waitFor({ state: 'detached' });
  await row.getByRole('link').click();
  await page.getByRole('region', { name: 'Input' }).getByText('"to": "all"').waitFor();
  await assertAccessible(page, 'operation');
  const first = page.url();
  await page.getByRole('button', { name: 'Cancel the operation' }).click();
  await page.getByText('Canceled').waitFor();
  await page.getByRole('button', { name: 'Run again' }).click();
  await page.waitForURL((url) => url.href !== first);
  await page.getByText('Not started').waitFor();
  // What a script does is seen at once.
  const id = page.url().split('/').at(-1);
  await api.ask(finish, { input: { id, result: 'FAILED', error: 'The mailbox is full.' } });
  await page.getByText('The mailbox is full.').waitFor();
  assert.deepEqual(problems, []);
});
