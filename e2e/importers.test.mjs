// Importers, as a person uses them in a real browser: a batch of what differs, and writing at once.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assertAccessible, screenshot } from './support/accessibility.mjs';
import { query } from './support/api.mjs';
import { cell, signIn } from './support/app.mjs';
import { launchBrowser, openPage } from './support/browser.mjs';
import { Server } from './support/server.mjs';

let server;
let browser;
let page;
let problems;

before(async () => {
  server = await Server.create();
  browser = await launchBrowser();
  ({ page, problems } = await openPage(browser, server.url));
  await signIn(page, await server.signInLink());
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Chooses the importer of products and sends it a file. */
async function importProducts() {
  const file = join(server.folder, 'jugs.csv');
  await writeFile(file, 'Code;Text;Unit price\nM-1;Milk jug, blue;12,50\nM-2;Milk jug;12,50\n');
  await page.goto('/batches/new');
  await page
    .getByRole('navigation', { name: 'Types' })
    .getByRole('link', { name: /Import/ })
    .click();
  await page.getByRole('link', { name: /^An importer/ }).click();
  const importers = page.getByRole('navigation', { name: 'Importers' });
  await importers.waitFor();
  await assertAccessible(page, 'importers');
  await importers.getByRole('link', { name: /^Products/ }).click();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Write at once…' }).waitFor();
}

test('an importer makes a batch of what differs', async () => {
  await importProducts();
  await assertAccessible(page, 'importer-file');
  await page.getByRole('button', { name: 'Create batch' }).click();
  await page.waitForURL(({ pathname }) => /\/batches\/(?!new$)/.test(pathname));
  await page.getByRole('button', { name: 'Mark complete' }).waitFor();
  await cell(page, 1, 'status').waitFor();
  await screenshot(page, 'importer-batch');
});

test('an importer writes at once, after a question', async () => {
  await importProducts();
  await page.getByRole('button', { name: 'Write at once…' }).click();
  const dialog = page.getByRole('dialog');
  await assertAccessible(page, 'importer-run');
  await dialog.getByRole('button', { name: 'Write now' }).click();
  await page.waitForURL('**/jobs/*');
  await page.getByText('Finished').first().waitFor();
  await screenshot(page, 'importer-job');
  const { products } = await query(page, '{ products { totalCount } }');
  assert.equal(products.totalCount, 2);
});

test('nothing went wrong unseen', () => {
  assert.deepEqual(problems, []);
});
