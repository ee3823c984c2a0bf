// What a person sees while an execution is broken off: the server dies, or somebody cancels it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, screenshot } from './support/accessibility.mjs';
import { batchId, query } from './support/api.mjs';
import { cell, chip, createBatch, execute, executed, signIn } from './support/app.mjs';
import { launchBrowser, openPage } from './support/browser.mjs';
import { Gate } from './support/gate.mjs';
import { Server } from './support/server.mjs';

const products = 100_000;

let server;
let browser;
let page;

before(async () => {
  // One chunk at a time, so that there is a middle to break it off in.
  server = await Server.create({ SLUICE_PARALLELISM: '1' });
  await server.run('seed', '--products', String(products));
  browser = await launchBrowser();
  ({ page } = await openPage(browser, server.url));
  await signIn(page, await server.signInLink());
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/**
 * Creates a batch of new prices for all products that have one, and executes it until it can't go on: half-way, a gate
 * is shut, which is returned.
 */
async function executePricing(t, percent) {
  await page.goto('/products');
  await createBatch(page, 'Pricing', (drawer) => drawer.getByLabel('Percent').fill(percent));
  await chip(page, /No new price/).click();
  await page.getByRole('button', { name: /^Remove these/ }).click();
  await chip(page, /No new price/)
    .filter({ hasText: /\D0$/ })
    .waitFor();
  await chip(page, /All/).click();
  await page.getByRole('button', { name: 'Mark complete' }).click();
  await page.getByRole('button', { name: 'Execute…' }).waitFor();
  const gate = await Gate.shut(t, server.folder);
  await execute(page);
  await page.locator('[role=progressbar]:not([aria-valuenow="0"])').waitFor();
  return gate;
}

/** Fails unless every row of the batch that is shown was applied, and its first ones are seen at the products. */
async function assertApplied() {
  await executed(page);
  await cell(page, 0, 'outcome').filter({ hasText: 'Executed' }).waitFor();
  const { batch } = await query(
    page,
    `query ($id: ID!) {
      batch(id: $id) {
        executionJob { progress { totalItems itemsDone itemsFailed chunksRunning } }
        rows(first: 500) { nodes { removed outcome values product { price } } }
      }
    }`,
    { id: batchId(page) },
  );
  const { totalItems, itemsDone, itemsFailed, chunksRunning } = batch.executionJob.progress;
  assert.deepEqual([itemsDone, itemsFailed, chunksRunning], [totalItems, 0, 0]);
  for (const { removed, outcome, values, product } of batch.rows.nodes) {
    if (removed) continue;
    assert.equal(outcome, 'EXECUTED');
    assert.equal(Number(product.price), Number(values.new_price));
  }
}

test('a killed server finishes by itself what it was executing', async (t) => {
  const gate = await executePricing(t, '10');
  await server.kill();
  await page.getByText('Reconnecting to the server…').waitFor();
  await page.getByText('The batch is being executed').waitFor();
  await assertAccessible(page, 'reconnecting');

  await gate.open();
  await server.start();
  await page.getByText('Reconnecting to the server…').waitFor({ state: 'detached' });
  await assertApplied();
  await screenshot(page, 'recovered');
});

test('a canceled execution can be resumed', async (t) => {
  const gate = await executePricing(t, '-5');
  await page.getByRole('button', { name: 'Cancel the execution' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Cancel the execution' }).click();
  await page.getByText('The execution was canceled').waitFor();
  await gate.open();
  await assertAccessible(page, 'canceled');

  await page.getByRole('button', { name: 'Resume…' }).click();
  await dialog.getByRole('button', { name: 'Resume now' }).click();
  await assertApplied();
});
