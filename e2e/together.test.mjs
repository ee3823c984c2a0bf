// Two people at one batch, each in a browser of their own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { screenshot } from './support/accessibility.mjs';
import { batchId, query } from './support/api.mjs';
import { cell, createBatch, editCell, signIn, typeIntoCell } from './support/app.mjs';
import { launchBrowser, openPage } from './support/browser.mjs';
import { Server } from './support/server.mjs';
import { columnTexts } from './support/sheet.mjs';

let server;
let browser;
let page;
let other;
let problems;

before(async () => {
  server = await Server.create();
  browser = await launchBrowser();
  ({ page, problems } = await openPage(browser, server.url));
  const link = await server.signInLink();
  await server.run('seed', '--products=1500');
  await signIn(page, link);
  await createBatch(page, 'Pricing', (drawer) => drawer.getByLabel('Percent').fill('10'));
  const storageState = await page.context().storageState();
  const opened = await openPage(browser, server.url, { storageState });
  other = opened.page;
  await other.goto(page.url());
  await cell(other, 0, 'status').waitFor();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Notes which pages of rows are asked for while something is done. */
async function rowsAskedFor(doing) {
  const asked = [];
  const note = (request) => {
    const { query, variables } = request.postDataJSON() ?? {};
    if (query?.includes('query BatchRows')) asked.push(variables.offset);
  };
  page.on('request', note);
  await doing();
  page.off('request', note);
  return asked;
}

test('see each other’s edits within a second, and nothing else is read again', async () => {
  const { top } = await scrolled(page, 700);
  const asked = await rowsAskedFor(async () => {
    await scrolled(other, 700);
    const begun = Date.now();
    await editCell(other, 702, 'new_price', '7.77');
    await cell(page, 702, 'new_price').filter({ hasText: '7.77' }).waitFor();
    assert.ok(Date.now() - begun < 3_000, 'typing and telling took too long');
    assert.equal((await scrolled(page)).top, top);
  });
  assert.deepEqual(asked, []);
  await scrolled(page, 0);
  await scrolled(other, 0);
});

test('keep what they are typing', async () => {
  await cell(page, 3, 'new_price').dblclick();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('12.3');
  await editCell(other, 4, 'new_price', '6.66');
  await cell(page, 4, 'new_price').filter({ hasText: '6.66' }).waitFor();
  // The very row that is being typed in, too.
  const { batch } = await query(
    other,
    `query ($id: ID!) { batch(id: $id) { rows(first: 1, offset: 3) { nodes { id } } } }`,
    { id: batchId(other) },
  );
  await query(
    other,
    `mutation ($input: RowsWhereInput!) { refreshRows(input: $input) { changed } }`,
    { input: { batchId: batchId(other), where: { ids: [batch.rows.nodes[0].id] } } },
  );
  await page.keyboard.type('4');
  await page.keyboard.press('Enter');
  await cell(other, 3, 'new_price').filter({ hasText: '12.34' }).waitFor();
});

test('stay on their row when others before it leave the list', async () => {
  await page.goto(`${page.url()}?removed=no`);
  await cell(page, 9, 'sku').click();
  const [sku] = await columnTexts(page, 'sku', 9, 10);
  await other.locator('[row-index="5"] input[type=checkbox]').click();
  await other.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('1,499 rows', { exact: true }).waitFor();
  await page.locator('[row-index="8"] [col-id="sku"]:focus').waitFor();
  assert.equal((await columnTexts(page, 'sku', 8, 9))[0], sku);
  await page.goto(other.url());
  await cell(page, 0, 'status').waitFor();
});

test('see what happened while they were cut off', async () => {
  await page.context().setOffline(true);
  await page.getByText('Reconnecting to the server…').waitFor({ timeout: 30_000 });
  await editCell(other, 7, 'new_price', '5.55');
  const asked = await rowsAskedFor(async () => {
    await page.context().setOffline(false);
    await cell(page, 7, 'new_price').filter({ hasText: '5.55' }).waitFor();
  });
  assert.deepEqual(asked, []);
});

test('do not overwrite each other', async () => {
  // While the first one's edit is on its way, the second one is faster.
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('mutation UpdateRows')) {
      await editCell(other, 1, 'new_price', '8.88');
    }
    await route.continue();
  });
  await typeIntoCell(page, 1, 'new_price', '9.99');
  const alert = page.getByRole('alert').filter({ hasText: 'someone else changed it' });
  await alert.waitFor();
  assert.match(await alert.innerText(), /is now 8\.88; your 9\.99 was not saved/);
  await cell(page, 1, 'new_price').filter({ hasText: '8.88' }).waitFor();
  await screenshot(page, 'together-conflict');
  await page.unroute('**/graphql');
});

test('are told when the batch is gone', async () => {
  await page.reload();
  await other.getByRole('button', { name: 'Delete' }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Delete the batch' }).click();
  await other.waitForURL('**/batches');
  await page.getByRole('heading', { name: 'There is no such batch' }).waitFor();
});

test('nothing went wrong unseen', () => {
  assert.deepEqual(problems, []);
});

/** Scrolls the grid to a row, if one is given, and tells how far it is scrolled. */
async function scrolled(of, row) {
  const place = await of
    .locator('.ag-row')
    .first()
    .evaluate((element, to) => {
      let viewport = element.parentElement;
      while (viewport && viewport.scrollHeight <= viewport.clientHeight + 1)
        viewport = viewport.parentElement;
      if (to !== null) viewport.scrollTop = to * element.clientHeight;
      return { top: viewport.scrollTop };
    }, row ?? null);
  if (row !== undefined) await cell(of, row, 'sku').filter({ hasText: /\S/ }).waitFor();
  return place;
}
