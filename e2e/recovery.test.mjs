// What a person sees while the server dies in the middle of an execution, and comes back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, screenshot } from './support/accessibility.mjs';
import { batchId, query } from './support/api.mjs';
import { cell, chip, createBatch, execute, executed, signIn } from './support/app.mjs';
import { launchBrowser, openPage } from './support/browser.mjs';
import { Server } from './support/server.mjs';

const products = 60_000;

let server;
let browser;
let page;

before(async () => {
  server = await Server.create();
  await server.run('seed', '--products', String(products));
  browser = await launchBrowser();
  ({ page } = await openPage(browser, server.url));
  await signIn(page, await server.signInLink());
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The progress that the page shows. */
const progress = () => page.getByRole('progressbar', { name: 'Progress of the execution' });

test('a killed server finishes by itself what it was executing, each row once', async () => {
  await createBatch(page, 'Pricing', (drawer) => drawer.getByLabel('Percent').fill('10'));
  const unpriced = chip(page, /No new price/);
  if ((await unpriced.count()) > 0) {
    await unpriced.click();
    await page.getByRole('button', { name: /^Remove these/ }).click();
    await unpriced.filter({ hasText: /\D0$/ }).waitFor();
    await chip(page, /All/).click();
  }
  const id = batchId(page);
  await page.getByRole('button', { name: 'Mark complete' }).click();
  await execute(page);
  await page.locator('[role=progressbar]:not([aria-valuenow="0"])').waitFor();
  await server.kill();
  await page.getByText('Reconnecting to the server…').waitFor();
  await assertAccessible(page, 'reconnecting');
  assert.ok(Number(await progress().getAttribute('aria-valuenow')) < 100);

  await server.start();
  await page.getByText('Reconnecting to the server…').waitFor({ state: 'detached' });
  await executed(page);
  await cell(page, 0, 'outcome').filter({ hasText: 'Executed' }).waitFor();
  await screenshot(page, 'recovered');

  const { batch } = await query(
    page,
    `query ($id: ID!) {
      batch(id: $id) {
        executionJob { progress { totalItems itemsDone itemsFailed chunksRunning } }
        rows(first: 500) { nodes { removed outcome values product { price } } }
      }
    }`,
    { id },
  );
  const { totalItems, itemsDone, itemsFailed, chunksRunning } = batch.executionJob.progress;
  assert.deepEqual(
    { itemsDone, itemsFailed, chunksRunning },
    { itemsDone: totalItems, itemsFailed: 0, chunksRunning: 0 },
  );
  for (const { removed, outcome, values, product } of batch.rows.nodes) {
    if (removed) continue;
    assert.equal(outcome, 'EXECUTED');
    assert.equal(Number(product.price), Number(values.new_price));
  }
});
