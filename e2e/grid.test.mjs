// The rows of a batch as a spreadsheet, in a real browser on a real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, screenshot } from './support/accessibility.mjs';
import { batchId, query } from './support/api.mjs';
import {
  cell,
  chip,
  chipCount,
  createBatch,
  editCell,
  execute,
  executed,
  signIn,
  toggleRow,
} from './support/app.mjs';
import { launchBrowser, openPage } from './support/browser.mjs';
import { Server } from './support/server.mjs';
import { clipboard, columnTexts, grid, message, pressUntilSaved } from './support/sheet.mjs';

let server;
let browser;
let page;
let problems;

before(async () => {
  server = await Server.create();
  browser = await launchBrowser();
  ({ page, problems } = await openPage(browser, server.url));
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const link = await server.signInLink();
  await server.run('seed', '--products=1500');
  await signIn(page, link);
  await createBatch(page, 'Pricing', (drawer) => drawer.getByLabel('Percent').fill('5'));
  await cell(page, 0, 'sku').filter({ hasText: /\S/ }).waitFor();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test('keys move, edit and leave cells as in a spreadsheet', async () => {
  const price = cell(page, 0, 'new_price');
  await price.click();
  await page.keyboard.type('3.21');
  await pressUntilSaved(page, 'Enter');
  await price.filter({ hasText: '3.21' }).waitFor();
  await assertFocused(1, 'new_price');
  const second = await cell(page, 1, 'new_price').innerText();
  await page.keyboard.press('F2');
  await page.keyboard.type('9');
  await page.keyboard.press('Escape');
  await cell(page, 1, 'new_price').getByText(second, { exact: true }).waitFor();
  await page.keyboard.press('Shift+Tab');
  await assertFocused(1, 'price');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('4.5');
  await pressUntilSaved(page, 'Tab');
  await assertFocused(1, 'reason');
  await cell(page, 1, 'new_price').getByText('4.50', { exact: true }).waitFor();
  await page.keyboard.press('Home');
  await assertFocused(1, 'sequence');
  await page.keyboard.press('ControlOrMeta+End');
  await assertFocused(1499, 'reason');
  await page.keyboard.press('ControlOrMeta+Home');
  await assertFocused(0, 'sequence');
});

test('ranges are drawn with the keys and with the mouse', async () => {
  await cell(page, 2, 'price').click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowRight');
  assert.equal(await grid(page).locator('[aria-selected=true][role=gridcell]').count(), 4);
  await page.getByText('2 × 2 cells selected').waitFor();
  await cell(page, 5, 'new_price').click({ modifiers: ['Shift'] });
  await page.getByText('4 × 2 cells selected').waitFor();
  await cell(page, 3, 'sku').hover();
  await page.mouse.down();
  await cell(page, 4, 'cost').hover();
  await page.mouse.up();
  await page.getByText('2 × 3 cells selected').waitFor();
  await screenshot(page, 'grid-range');
});

test('a range is drawn on beyond the edge of the grid', async () => {
  await cell(page, 1, 'price').hover();
  await page.mouse.down();
  const { x, y, width, height } = await grid(page).boundingBox();
  await page.mouse.move(x + width / 2, y + height + 20, { steps: 4 });
  await cell(page, 60, 'price').waitFor();
  await page.mouse.up();
  const [, rows] = (await page.getByText(/cells selected/).innerText()).match(/^(\d+) ×/);
  assert.ok(Number(rows) >= 50, `${rows} rows are selected`);
  await page.keyboard.press('ControlOrMeta+Home');
  await cell(page, 0, 'price').waitFor();
});

test('a range is copied as tab-separated text and pasted elsewhere', async () => {
  await cell(page, 0, 'sku').click();
  await cell(page, 1, 'new_price').click({ modifiers: ['Shift'] });
  await page.keyboard.press('ControlOrMeta+C');
  await message(page, 'Copied 10 cells.');
  const [first, second] = (await clipboard(page)).split('\r\n');
  assert.deepEqual(first.split('\t').at(-1), '3.21');
  assert.equal(second.split('\t').length, 5);
  await cell(page, 0, 'new_price').click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ControlOrMeta+C');
  await message(page, 'Copied 2 cells.');
  await cell(page, 2, 'new_price').click();
  await cell(page, 5, 'new_price').click({ modifiers: ['Shift'] });
  await pressUntilSaved(page, 'ControlOrMeta+V');
  await message(page, 'Pasted into 4 cells.');
  assert.deepEqual(await columnTexts(page, 'new_price', 2, 6), ['3.21', '4.50', '3.21', '4.50']);
});

test('what can’t be pasted is said and marked', async () => {
  await clipboard(page, 'free\n1,234.50\n');
  await cell(page, 6, 'new_price').click();
  await pressUntilSaved(page, 'ControlOrMeta+V');
  await cell(page, 7, 'new_price').filter({ hasText: '1,234.50' }).waitFor();
  const alert = page.getByRole('alert').filter({ hasText: 'Row 7: New price must be a number' });
  await alert.waitFor();
  assert.equal(await cell(page, 6, 'new_price').getAttribute('aria-invalid'), 'true');
  await assertAccessible(page, 'grid-refused');
  await alert.getByRole('button').click();
  await cell(page, 6, 'new_price').click();
  await page.keyboard.type('7');
  await pressUntilSaved(page, 'Enter');
  await grid(page).locator('[aria-invalid=true]').waitFor({ state: 'detached' });
});

test('cells are filled down, and each gesture is undone and redone as one', async () => {
  const before = await columnTexts(page, 'new_price', 0, 6);
  await cell(page, 0, 'new_price').click();
  await cell(page, 5, 'new_price').click({ modifiers: ['Shift'] });
  await pressUntilSaved(page, 'ControlOrMeta+D');
  const filled = Array.from({ length: 6 }, () => '3.21');
  assert.deepEqual(await columnTexts(page, 'new_price', 0, 6), filled);
  await pressUntilSaved(page, 'ControlOrMeta+Z');
  await message(page, 'Undone: filling down 3 cells.');
  assert.deepEqual(await columnTexts(page, 'new_price', 0, 6), before);
  await pressUntilSaved(page, 'ControlOrMeta+Shift+Z');
  assert.deepEqual(await columnTexts(page, 'new_price', 0, 6), filled);
  await pressUntilSaved(page, 'ControlOrMeta+Z');
  assert.deepEqual(await columnTexts(page, 'new_price', 0, 6), before);
});

test('rows are found, wherever they are in the list', async () => {
  const { batch } = await query(
    page,
    `query ($id: ID!) { batch(id: $id) { rows(where: {search: "mug"}, first: 500) { totalCount nodes { sequence } } } }`,
    { id: batchId(page) },
  );
  const { totalCount, nodes } = batch.rows;
  await cell(page, 0, 'sku').click();
  await page.keyboard.press('ControlOrMeta+F');
  await page.keyboard.type('mug');
  await page.keyboard.press('Enter');
  await page.getByText(`1 of ${totalCount}`).waitFor();
  await cell(page, nodes[0].sequence - 1, 'description')
    .filter({ hasText: /mug/i })
    .waitFor();
  await page.keyboard.press('Shift+Enter');
  await page.getByText(`${totalCount} of ${totalCount}`).waitFor();
  const last = nodes.at(-1).sequence - 1;
  await cell(page, last, 'description').filter({ hasText: /mug/i }).waitFor();
  await assertAccessible(page, 'grid-found');
  await page.keyboard.press('Escape');
  await assertFocused(last, 'sequence');
});

test('all rows that match are changed at once, and counted', async () => {
  await page.getByRole('searchbox', { name: 'Search the rows' }).fill('mug');
  await page.waitForURL(/search=mug/);
  const total = await shownRows();
  await page.getByRole('button', { name: 'Change many…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(`all ${total} rows that match the filter`).waitFor();
  await dialog.getByRole('radio', { name: 'Round' }).click();
  await dialog.getByLabel('To the nearest multiple of').fill('0');
  await dialog.getByRole('button', { name: `Change ${total} rows` }).click();
  await dialog.getByText('A number greater than 0.').waitFor();
  await dialog.getByLabel('To the nearest multiple of').fill('0.5');
  await assertAccessible(page, 'grid-bulk');
  await dialog.getByRole('button', { name: `Change ${total} rows` }).click();
  await dialog.getByRole('status').filter({ hasText: 'changed' }).waitFor();
  await assertAccessible(page, 'grid-bulk-done');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await cell(page, 0, 'new_price')
    .filter({ hasText: /\.[05]0$/ })
    .waitFor();
  const { batch } = await query(
    page,
    `query ($id: ID!) { batch(id: $id) { rows(where: {search: "mug"}, first: 500) { nodes { values } } } }`,
    { id: batchId(page) },
  );
  const prices = batch.rows.nodes.map(({ values }) => values.new_price).filter(Boolean);
  assert.ok(prices.length > 0 && prices.every((price) => /\.[05]0$/.test(price)));
});

test('all that match are removed and restored on the server', async () => {
  const total = await shownRows();
  await page.getByRole('button', { name: `Remove these ${total} rows` }).click();
  await chip(page, 'Removed').click();
  await page.getByRole('button', { name: `Restore these ${total} rows` }).click();
  await chip(page, 'All').click();
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await page.getByText(/^1,500 rows$/).waitFor();
  assert.equal(await chipCount(page, 'All'), 1500);
});

test('a row has its details and its history', async () => {
  await cell(page, 0, 'new_price').click();
  await page.keyboard.press('Alt+Enter');
  const drawer = page.getByRole('dialog', { name: 'Row 1' });
  const history = drawer.getByRole('list', { name: 'History of the row' });
  await history.getByText('Edited').first().waitFor();
  await drawer.getByRole('link').waitFor();
  await assertAccessible(page, 'grid-details');
  await drawer.getByRole('button', { name: 'Refresh from the product' }).click();
  await page.getByText('Row 1 is up to date.').waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
});

test('columns stay as they were put', async () => {
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Cost' }).click();
  await grid(page).getByRole('columnheader', { name: 'Cost' }).waitFor({ state: 'detached' });
  await assertAccessible(page, 'grid-columns');
  await page.keyboard.press('Escape');
  const sku = grid(page).getByRole('columnheader', { name: 'SKU' });
  await drag(sku, await center(grid(page).getByRole('columnheader', { name: 'Price before' })));
  const order = await headings();
  assert.ok(order.indexOf('SKU') > order.indexOf('Description'), order.join());
  const width = (await sku.boundingBox()).width;
  const edge = await center(sku.locator('.ag-header-cell-resize'));
  await drag(sku.locator('.ag-header-cell-resize'), { x: edge.x + 60, y: edge.y });
  await page.reload();
  await cell(page, 0, 'sku').filter({ hasText: /\S/ }).waitFor();
  assert.deepEqual(await headings(), order);
  assert.ok(Math.abs((await sku.boundingBox()).width - width - 60) < 8);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('button', { name: 'As it was at first' }).click();
  await grid(page).getByRole('columnheader', { name: 'Cost' }).waitFor();
  await page.keyboard.press('Escape');
});

test('two people who change the same cell are shown both values', async () => {
  const state = await page.context().storageState();
  const { page: other } = await openPage(browser, server.url, { storageState: state });
  await other.goto(page.url());
  await cell(other, 0, 'new_price').filter({ hasText: /\S/ }).waitFor();
  await cell(page, 0, 'new_price').dblclick();
  await editCell(other, 0, 'new_price', '8.88');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('9.99');
  await page.keyboard.press('Enter');
  const conflict = page.getByRole('alert').filter({ hasText: 'is now 8.88; your 9.99' });
  await conflict.waitFor();
  await assertAccessible(page, 'grid-conflict');
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await cell(other, 0, 'new_price').filter({ hasText: '9.99' }).waitFor();
  await conflict.waitFor({ state: 'detached' });
  await other.context().close();
});

test('the ticked rows are refreshed', async () => {
  await toggleRow(page, 1);
  await toggleRow(page, 2);
  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  await page.getByText('2 rows are up to date.').waitFor();
});

test('the grid fits narrow windows', async () => {
  await page.setViewportSize({ width: 420, height: 900 });
  await assertAccessible(page, 'grid-narrow');
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('what execution will change is seen before', async () => {
  await page.getByRole('button', { name: 'Preview' }).click();
  const drawer = page.getByRole('dialog', { name: 'What execution will change' });
  await drawer.getByRole('region', { name: 'What each row changes' }).waitFor();
  await drawer.getByText('→').first().waitFor();
  await assertAccessible(page, 'grid-preview');
  const first = drawer.getByRole('row').nth(1);
  const [, code] = (await first.innerText()).split('\t');
  await drawer.getByRole('button', { name: 'Next' }).click();
  await first.filter({ hasNotText: code }).waitFor();
  await drawer.getByRole('button', { name: 'Previous' }).and(page.locator(':enabled')).waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
});

test('an executed batch is undone, and its history tells all of it', async () => {
  const unpriced = chip(page, /No new price/);
  if ((await unpriced.count()) > 0) {
    await unpriced.click();
    await page.getByRole('button', { name: /^Remove these/ }).click();
    await unpriced.filter({ hasText: /\D0$/ }).waitFor();
    await chip(page, /All/).click();
  }
  await page.getByRole('button', { name: 'Mark complete' }).click();
  await execute(page);
  await executed(page);
  await page.getByRole('button', { name: 'Undo…' }).click();
  await assertAccessible(page, 'grid-undo');
  await page.getByRole('dialog').getByRole('button', { name: 'Undo now' }).click();
  await page.getByText(/rows undone$/).waitFor({ timeout: 60_000 });
  await cell(page, 0, 'outcome').filter({ hasText: 'Undone' }).waitFor();
  await screenshot(page, 'grid-undone');
  await page.getByRole('button', { name: 'History' }).click();
  const history = page.getByRole('list', { name: 'History of the batch' });
  for (const event of [
    'Undone',
    'Executed',
    'Marked complete',
    'Many changed at once',
    'Created',
  ]) {
    await history.getByText(event, { exact: false }).first().waitFor();
  }
  await assertAccessible(page, 'grid-history');
});

test('nothing went wrong unseen', () => {
  assert.deepEqual(problems, []);
});

async function assertFocused(row, column) {
  await page.locator(`[row-index="${row}"] [col-id="${column}"]:focus`).waitFor();
}

async function shownRows() {
  const footer = page.getByRole('region', { name: 'Rows' }).getByText(/^[\d,]+ rows$/);
  await footer.filter({ hasNotText: '1,500' }).waitFor();
  return (await footer.innerText()).match(/[\d,]+/)[0];
}

async function headings() {
  const cells = grid(page).locator('.ag-header-cell[col-id]');
  const texts = await cells.evaluateAll((all) =>
    all
      .sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left)
      .map((one) => one.innerText.trim()),
  );
  return texts.filter((text) => text !== '');
}

async function center(locator) {
  const { x, y, width, height } = await locator.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
}

async function drag(locator, to) {
  const from = await center(locator);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 12, from.y, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
}
