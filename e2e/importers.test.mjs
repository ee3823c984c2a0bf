// Importers, as a person uses them in a real browser: a batch of what differs, and writing at once.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { assertAccessible, screenshot } from './support/accessibility.mjs';
import { query } from './support/api.mjs';
import { cell, signIn } from './support/app.mjs';
import { launchBrowser, openPage } from './support/browser.mjs';
import { databaseUrl } from './support/database.mjs';
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

/** Sends a file to an importer that was chosen. */
async function sendFile(of) {
  const file = join(server.folder, 'jugs.csv');
  await writeFile(
    file,
    'Code;Text;Unit price\nM-1;Milk jug, blue;12,50\nM-2;Milk jug;12,50\nM-3;Jug;free\n',
  );
  await of.locator('input[type=file]').setInputFiles(file);
  await of.getByRole('button', { name: 'Write at once…' }).waitFor();
}

const importers = (of) => of.getByRole('navigation', { name: 'Importers' });

/** Opens the question before an importer writes, and waits until it tells what that would do. */
async function askBeforeWriting(of) {
  await of.getByRole('button', { name: 'Write at once…' }).click();
  const dialog = of.getByRole('dialog');
  await dialog.getByRole('group', { name: 'What would change' }).waitFor();
  return dialog;
}

/** The numbers in a place, by their names. */
async function facts(within) {
  const texts = (role) => within.getByRole(role).allInnerTexts();
  const [labels, values] = [await texts('term'), await texts('definition')];
  return Object.fromEntries(labels.map((label, index) => [label, values[index]]));
}

test('an importer makes a batch of what differs', async () => {
  await page.goto('/batches/new');
  await page
    .getByRole('navigation', { name: 'Types' })
    .getByRole('link', { name: /Import/ })
    .click();
  await page.getByRole('link', { name: /^An importer/ }).click();
  await importers(page).waitFor();
  await assertAccessible(page, 'importers');
  await importers(page)
    .getByRole('link', { name: /^Products/ })
    .click();
  await sendFile(page);
  await assertAccessible(page, 'importer-file');
  await page.getByRole('button', { name: 'Create batch' }).click();
  await page.waitForURL(({ pathname }) => /\/batches\/(?!new$)/.test(pathname));
  await page.getByRole('button', { name: 'Mark complete' }).waitFor();
  await cell(page, 1, 'status').waitFor();
  await screenshot(page, 'importer-batch');
});

describe('who may run importers, and make no batches', () => {
  let kim;

  before(async () => {
    const permissions = ['importer.products.run', 'upload.*', 'job.importer.run.view'];
    await server.run('role', 'grant', 'receiver', ...permissions);
    await server.run('user', 'create', 'kim', '--role', 'receiver');
    const link = (await server.run('sign-in-link', 'kim')).match(/http\S+/)[0];
    kim = await openPage(browser, server.url);
    await kim.page.goto(new URL(link).pathname + new URL(link).hash);
    await kim.page.getByRole('link', { name: 'Importers' }).first().click();
    await importers(kim.page).waitFor();
  });

  after(() => kim?.page.context().close());

  test('finds them by the navigation', async () => {
    assert.equal(await importers(kim.page).getByRole('link').count(), 1);
    await assertAccessible(kim.page, 'importers-page');
    await importers(kim.page)
      .getByRole('link', { name: /^Products/ })
      .click();
    await sendFile(kim.page);
    assert.equal(await kim.page.getByRole('button', { name: 'Create batch' }).count(), 0);
  });

  test('is told what would change, and nothing has', async () => {
    const dialog = await askBeforeWriting(kim.page);
    assert.deepEqual(await facts(dialog), {
      Lines: '3',
      Created: '2',
      Changed: '0',
      Unchanged: '0',
      Rejected: '1',
    });
    await dialog.getByText(/^Line 4, Unit price: /).waitFor();
    await assertAccessible(kim.page, 'importer-run');
    await kim.page.setViewportSize({ width: 390, height: 844 });
    await screenshot(kim.page, 'importer-run-narrow');
    await kim.page.setViewportSize({ width: 1440, height: 900 });
    const { products } = await query(page, '{ products { totalCount } }');
    assert.equal(products.totalCount, 0);
  });

  test('writes, and gets the lines that were rejected', async () => {
    await kim.page.getByRole('dialog').getByRole('button', { name: 'Write now' }).click();
    await kim.page.waitForURL('**/jobs/*');
    const report = kim.page.getByRole('region', { name: 'Import' });
    const rejected = report.getByRole('link', { name: 'Rejected lines' });
    await rejected.waitFor();
    assert.equal((await facts(report)).Created, '2');
    await assertAccessible(kim.page, 'importer-job');
    const [file] = await Promise.all([kim.page.waitForEvent('download'), rejected.click()]);
    const text = await readFile(await file.path(), 'utf8');
    assert.match(text, /^line,column,reason,original\n4,Unit price,[^\n]*,M-3;Jug;free\n$/);
    const { products } = await query(page, '{ products { totalCount } }');
    assert.equal(products.totalCount, 2);
    assert.deepEqual(kim.problems, []);
  });
});

test('products come from another Sluice', async () => {
  const here = await Server.create({ SLUICE_SOURCES: `north=${await databaseUrl(server.folder)}` });
  try {
    const opened = await openPage(browser, here.url);
    await signIn(opened.page, await here.signInLink());
    await opened.page.goto('/importers?importer=products_from_database');
    await opened.page.getByRole('combobox', { name: 'Database' }).click();
    await opened.page.getByRole('option', { name: 'north' }).click();
    const dialog = await askBeforeWriting(opened.page);
    assert.equal((await facts(dialog)).Created, '2');
    await assertAccessible(opened.page, 'importer-database');
    await dialog.getByRole('button', { name: 'Write now' }).click();
    await opened.page.waitForURL('**/jobs/*');
    await opened.page.getByText('Finished').first().waitFor();
    const { products } = await query(opened.page, '{ products { nodes { sku } } }');
    assert.deepEqual(products.nodes, [{ sku: 'M-1' }, { sku: 'M-2' }]);
    assert.deepEqual(opened.problems, []);
  } finally {
    await here.stop();
  }
});

test('nothing went wrong unseen', () => {
  assert.deepEqual(problems, []);
});
