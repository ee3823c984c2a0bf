// What follows an execution: its result, rows that failed, files, and a clone, in a real browser on a real server.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { assertAccessible, screenshot } from './support/accessibility.mjs';
import { batchId, query } from './support/api.mjs';
import {
  cell,
  chipCount,
  createBatch,
  editCell,
  execute,
  executed,
  signIn,
  toggleRow,
} from './support/app.mjs';
import { launchBrowser, openPage } from './support/browser.mjs';
import { connect } from './support/database.mjs';
import { Server } from './support/server.mjs';

let server;
let browser;
let page;
let problems;

before(async () => {
  server = await Server.create();
  browser = await launchBrowser();
  ({ page, problems } = await openPage(browser, server.url));
  const link = await server.signInLink();
  await server.run('seed', '--products=700');
  await signIn(page, link);
  await page.goto('/products?min=0.01');
  await createBatch(page, 'Pricing', (drawer) => drawer.getByLabel('Percent').fill('10'));
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Somebody else changes the prices of the products of some rows. */
async function changePrices(sequences) {
  const database = await connect(server.folder);
  await database.query(
    `UPDATE product SET price = price + 1 WHERE id IN
       (SELECT product_id FROM batch.pricing_row WHERE batch_id = 1 AND sequence = ANY ($1))`,
    [sequences],
  );
  await database.end();
}

/** Presses what downloads a file, and answers its text. */
async function download(press) {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

const stage = () => page.getByRole('region', { name: 'Execution' });

test('rows are exported as they are filtered', async () => {
  await page.getByRole('searchbox', { name: 'Search the rows' }).fill('mug');
  await page.waitForURL(/search=mug/);
  const { batch } = await query(
    page,
    `query ($id: ID!) { batch(id: $id) { rows(where: {search: "mug"}, first: 1) { totalCount } } }`,
    { id: batchId(page) },
  );
  const { totalCount } = batch.rows;
  await page.getByText(`${totalCount} rows`, { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await screenshot(page, 'outcome-export');
  const { name, text } = await download(() =>
    page.getByRole('menuitem', { name: `These ${totalCount} rows as CSV` }).click(),
  );
  assert.match(name, /\.csv$/);
  const lines = text.trim().split('\n');
  assert.equal(lines.length, totalCount + 1);
  assert.ok(lines.slice(1).every((line) => /mug/i.test(line)));
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await page.getByRole('searchbox', { name: 'Search the rows' }).waitFor();
  await page.getByText(`${await chipCount(page, 'All')} rows`, { exact: true }).waitFor();
});

test('the result says how many of what, and leads to the rows that failed', async () => {
  await page.getByRole('button', { name: 'Mark complete' }).click();
  await page.getByRole('button', { name: 'Execute…' }).waitFor();
  await changePrices([2, 5, 7]);
  await execute(page);
  await executed(page);
  const all = await chipCount(page, 'All');
  await stage()
    .getByText(`The price of ${all - 3} products was changed.`)
    .waitFor();
  await stage()
    .getByRole('link', { name: `${all - 3} rows` })
    .waitFor();
  await assertAccessible(page, 'outcome-result');
  await stage().getByRole('link', { name: 'Show the failed rows' }).click();
  await page.waitForURL(/outcome=FAILED/);
  await page.getByText('3 rows', { exact: true }).last().waitFor();
  await cell(page, 0, 'outcome').filter({ hasText: 'has changed since' }).waitFor();
  await cell(page, 3, 'status').waitFor({ state: 'detached' });
  await screenshot(page, 'outcome-failed');
});

test('the result is exported', async () => {
  await stage().getByRole('button', { name: 'Export the result' }).click();
  const { text } = await download(() =>
    page.getByRole('menuitem', { name: 'All rows and outcomes as CSV' }).click(),
  );
  const all = await chipCount(page, 'All');
  const lines = text.trim().split('\n');
  assert.equal(lines.length, all + 1);
  assert.equal(lines.filter((line) => line.includes('has changed since')).length, 3);
});

test('a failed row is mended where it says why, and executed again', async () => {
  await cell(page, 0, 'new_price').click();
  await page.keyboard.press('Alt+Enter');
  const drawer = page.getByRole('dialog', { name: 'Row 2' });
  await drawer.getByRole('button', { name: 'Refresh from the product' }).click();
  await page.getByText('Refreshed row 2.').waitFor();
  await assertAccessible(page, 'outcome-row');
  await drawer.getByRole('button', { name: 'Execute it again…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Execute 1 failed row again?' });
  await assertAccessible(page, 'outcome-retry');
  await dialog.getByRole('button', { name: 'Execute again' }).click();
  await stage().getByText('2 rows failed').waitFor();
  await drawer.getByText('Executed', { exact: true }).first().waitFor();
  await page.keyboard.press('Escape');
});

test('failed rows are corrected in the grid, and others can’t be', async () => {
  await cell(page, 0, 'outcome').filter({ hasText: 'has changed since' }).waitFor();
  await editCell(page, 0, 'new_price', '4.44');
  await cell(page, 0, 'new_price').filter({ hasText: '4.44' }).waitFor();
  await toggleRow(page, 0);
  await toggleRow(page, 1);
  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  await page.getByRole('button', { name: 'Refresh these 2 rows' }).waitFor();
  await page.goto(page.url().split('?')[0]);
  await cell(page, 0, 'new_price').dblclick();
  assert.equal(await page.locator('.ag-cell-inline-editing').count(), 0);
  assert.equal(await page.locator('[row-index="0"] input[type=checkbox]:visible').count(), 0);
  await toggleRow(page, 4);
  await page.getByRole('button', { name: 'Execute again…' }).waitFor();
  await screenshot(page, 'outcome-ticked');
  await toggleRow(page, 4);
  await stage().getByRole('button', { name: 'Execute them again…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Execute again' }).click();
  const all = await chipCount(page, 'All');
  await stage().getByText(`The price of ${all} products was changed.`).waitFor();
  await stage().getByText('failed').waitFor({ state: 'detached' });
  const { batch } = await query(
    page,
    `query ($id: ID!) { batch(id: $id) { rows(first: 7) { nodes { outcome values product { price } } } } }`,
    { id: batchId(page) },
  );
  for (const { outcome, values, product } of batch.rows.nodes) {
    assert.equal(outcome, 'EXECUTED');
    assert.equal(Number(product.price), Number(values.new_price));
  }
});

test('a batch is cloned', async () => {
  const from = page.url();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Clone…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Clone batch/ });
  await dialog.getByLabel('Description').fill('Once more');
  await assertAccessible(page, 'outcome-clone');
  await dialog.getByRole('button', { name: 'Clone' }).click();
  await page.waitForURL((url) => url.href !== from);
  await page.getByText('Once more').waitFor();
  await page.getByRole('button', { name: 'Mark complete' }).waitFor();
  await cell(page, 4, 'new_price').filter({ hasText: '4.44' }).waitFor();
});

test('it all fits a narrow window', async () => {
  await page.goBack();
  await executed(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await assertAccessible(page, 'outcome-narrow');
  const { width } = await page.locator('main').boundingBox();
  assert.ok(width <= 390, 'the page is wider than the window');
});

test('nothing went wrong unseen', () => {
  assert.deepEqual(problems, []);
});
