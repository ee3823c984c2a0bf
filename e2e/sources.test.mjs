// The ways to fill a batch, as a person goes them in a real browser: ticked products, files, by hand, another batch.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assertAccessible } from './support/accessibility.mjs';
import { batchId, query } from './support/api.mjs';
import { cell, signIn } from './support/app.mjs';
import { launchBrowser, openPage } from './support/browser.mjs';
import { Server } from './support/server.mjs';
import { workbook } from './support/workbook.mjs';

let server;
let browser;
let page;
let problems;

/** A product's code and description, by its number. */
const sku = (number) => `00${100 + number}`;
const name = (number) => `CAFÉ CUP No. ${number}`;

before(async () => {
  server = await Server.create();
  const lines = Array.from({ length: 40 }, (_, n) => `${sku(n)},${name(n)},${n + 1}.50`);
  const file = join(server.folder, 'products.csv');
  await writeFile(file, ['code,description,price', ...lines, ''].join('\n'));
  const map = 'key=code,description=description,price=price';
  await server.run('import', 'products', file, '--map', map);
  browser = await launchBrowser();
  ({ page, problems } = await openPage(browser, server.url));
  await signIn(page, await server.signInLink());
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** How many rows the batch that the page shows has. */
async function rowCount() {
  const { batch } = await query(
    page,
    'query ($id: ID!) { batch(id: $id) { rows { totalCount } } }',
    {
      id: batchId(page),
    },
  );
  return batch.rows.totalCount;
}

/** Waits for a batch that can be reviewed. */
async function reviewable() {
  await page.waitForURL(({ pathname }) => /\/batches\/(?!new$)/.test(pathname));
  await page.getByRole('button', { name: 'Mark complete' }).waitFor();
}

/** Chooses the type and the source of a new batch. */
async function newBatch(type, source) {
  await page.goto('/batches');
  await page.getByRole('link', { name: 'New batch' }).first().click();
  await page.getByRole('link', { name: new RegExp(`^${type}`) }).click();
  await page.getByRole('link', { name: new RegExp(`^${source}`) }).click();
}

/** Gives the page a file, and waits until it is shown how that is read. */
async function upload(file) {
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('region', { name: 'The first rows' }).waitFor();
}

function preview() {
  return page.getByRole('region', { name: 'The first rows' });
}

/** Chooses another value in one of the page's lists. */
async function choose(label, option) {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option }).click();
}

const createButton = () => page.getByRole('button', { name: 'Create batch' });
const report = () => page.getByRole('region', { name: 'File' });

test('a batch is made of the products that are ticked, on any page', async () => {
  await page.goto('/products?size=25');
  await page.getByRole('checkbox', { name: `Select ${sku(1)}` }).check();
  await page.getByRole('checkbox', { name: `Select ${sku(2)}` }).check();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('checkbox', { name: `Select ${sku(30)}` }).check();
  await assertAccessible(page, 'sources-ticked');
  await page.getByRole('button', { name: 'Create batch from 3 selected products' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('radio', { name: 'Labels' }).click();
  await drawer.getByRole('button', { name: 'Create batch' }).click();
  await reviewable();
  assert.equal(await rowCount(), 3);
});

test('a new batch begins with what it is for and where its rows come from', async () => {
  await page.goto('/batches/new');
  await page.getByRole('heading', { name: 'What will the batch do?' }).waitFor();
  await assertAccessible(page, 'new-batch-type');
  await page.getByRole('link', { name: /^Pricing/ }).click();
  await page.getByRole('heading', { name: 'Where do its rows come from?' }).waitFor();
  await assertAccessible(page, 'new-batch-source');
  await page.goBack();
  await page.getByRole('heading', { name: 'What will the batch do?' }).waitFor();
  await page.goForward();
  await page.getByRole('link', { name: /^Products you find/ }).click();
  await page.getByRole('link', { name: 'Find products' }).click();
  await page.getByRole('button', { name: /^Create batch from these 40/ }).click();
  await page.getByRole('radio', { name: 'Pricing', checked: true }).waitFor();
  await page.keyboard.press('Escape');
});

test('a CSV file is read as the preview shows, and each part can be overruled', async () => {
  const lines = [
    'Item No;Qty;Name',
    `${sku(1)};2;${name(1)}`,
    `${sku(2)};many;${name(2)}`,
    '',
    `${sku(3)};4`,
    `${sku(1)};5;${name(1)}`,
  ];
  const content = Buffer.from(lines.join('\r\n') + '\r\n', 'latin1');
  await newBatch('Labels', 'A file');
  await page.getByText('Drop a file here').waitFor();
  await assertAccessible(page, 'upload-drop');
  await upload({ name: 'labels.csv', mimeType: 'text/csv', buffer: content });
  await preview().getByText(name(1)).first().waitFor();
  assert.match(await page.getByRole('combobox', { name: 'Encoding' }).inputValue(), /Western/);
  assert.equal(await page.getByRole('combobox', { name: 'SKU' }).inputValue(), 'Item No');
  await assertAccessible(page, 'upload-preview');

  await choose('Encoding', 'Cyrillic (Windows-1251)');
  await preview().getByText('CAFЙ CUP No. 1').first().waitFor();
  await page.getByRole('switch', { name: 'A line names the columns' }).click();
  await preview().getByRole('cell', { name: 'Item No' }).waitFor();
  await page.getByRole('button', { name: 'Detect everything again' }).click();
  await preview().getByText(name(1)).first().waitFor();

  await choose('On several lines of the file', 'Take the first');
  await createButton().click();
  await reviewable();
  await report()
    .getByText(/^6 lines read/)
    .waitFor();
  await assertAccessible(page, 'upload-report');
  await report()
    .getByText(/Line 3, Qty/)
    .waitFor();
  const [rejects] = await Promise.all([
    page.waitForEvent('download'),
    report().getByRole('link', { name: 'Lines that made no row' }).click(),
  ]);
  assert.match(await readFile(await rejects.path(), 'utf8'), /many/);
  const [original] = await Promise.all([
    page.waitForEvent('download'),
    report().getByRole('link', { name: 'Original file' }).click(),
  ]);
  assert.deepEqual(await readFile(await original.path()), content);
});

test('a sheet of a workbook is chosen, and bad cells alone are left out', async () => {
  const file = workbook({
    Notes: [['Nothing to see here'], ['or here']],
    Counts: [
      ['SKU', 'Quantity'],
      [sku(4), 7],
      [sku(5), 'a few'],
    ],
  });
  await newBatch('Labels', 'A file');
  await upload({ name: 'counts.xlsx', mimeType: '', buffer: file });
  await choose('Sheet', 'Counts');
  await preview()
    .getByRole('cell', { name: sku(4) })
    .waitFor();
  await page.getByRole('radio', { name: 'Take their good cells' }).check();
  await createButton().click();
  await reviewable();
  await report()
    .getByText(/2 rows made \(1 of them in part\)/)
    .waitFor();
  assert.equal(await rowCount(), 2);
});

test('what can’t be read says why, and another file can be chosen', async () => {
  await newBatch('Labels', 'A file');
  await page.locator('input[type=file]').setInputFiles({
    name: 'picture.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'),
  });
  await page.getByText('The file can’t be read').waitFor();
  await assertAccessible(page, 'upload-refused');
  await page.getByRole('button', { name: 'Choose another file' }).click();
  await page.getByText('Drop a file here').waitFor();
});

test('codes are entered as fast as a scanner gives them, and none is lost', async () => {
  await newBatch('Labels', 'By hand');
  await createButton().click();
  await reviewable();
  const field = page.getByRole('textbox', { name: 'Scan or type a code' });
  const codes = Array.from({ length: 24 }, (_, n) => sku(n % 8));
  for (const code of [...codes, 'NOBODY-KNOWS']) {
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
  }
  await page
    .getByRole('list', { name: 'Last codes' })
    .getByText('No product has this code')
    .waitFor();
  assert.equal(await field.evaluate((input) => input.matches(':focus')), true);
  await page.getByRole('list', { name: 'Last codes' }).getByText('now 3').first().waitFor();
  assert.equal(await rowCount(), 9);
  await cell(page, 0, 'quantity').filter({ hasText: /^3$/ }).waitFor();
  await page.getByRole('button', { name: 'Turn the sounds off' }).click();
  await page.getByRole('button', { name: 'Turn the sounds on' }).waitFor();
  assert.equal(await field.evaluate((input) => input.matches(':focus')), true);
  await assertAccessible(page, 'quick-entry');
});

test('rows are added from a pasted table, and those that are refused can be mended', async () => {
  await page.getByRole('button', { name: 'Add rows…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('textbox', { name: 'Rows' })
    .fill(`SKU\tQuantity\n${sku(20)}\t2\n${sku(21)}\tmany`);
  await dialog.getByRole('region', { name: 'How the rows are understood' }).waitFor();
  await assertAccessible(page, 'add-rows');
  await dialog.getByRole('button', { name: 'Add 2 rows' }).click();
  await dialog.getByText('1 line made no row').waitFor();
  await dialog.getByRole('textbox', { name: 'Rows' }).fill(`SKU\tQuantity\n${sku(21)}\t3`);
  await dialog.getByRole('button', { name: 'Add 1 row' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await rowCount(), 11);
});

test('the products of a batch go into another one, and its source can be asked again', async () => {
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'New batch of these products…' }).click();
  await page.getByRole('link', { name: /^Pricing/ }).click();
  await page.getByLabel('Percent').fill('5');
  await assertAccessible(page, 'new-batch-from-batch');
  await createButton().click();
  await reviewable();
  assert.equal(await rowCount(), 10);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Ask the source again…' }).click();
  await page.getByText(/^Nothing has changed/).waitFor();
  await assertAccessible(page, 'source-drift');
  await page.getByRole('button', { name: 'Close' }).last().click();
});

test('all of it fits a narrow window', async () => {
  await page.setViewportSize({ width: 400, height: 800 });
  await page.goto('/batches/new');
  await page.getByRole('link', { name: /^Labels/ }).click();
  await page.getByRole('link', { name: /^A file/ }).waitFor();
  await assertAccessible(page, 'narrow-new-batch');
  await page.getByRole('link', { name: /^A file/ }).click();
  await upload({
    name: 'labels.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`SKU,Quantity\n${sku(1)},2\n`),
  });
  await assertAccessible(page, 'narrow-upload');
});

test('nothing went wrong unseen', () => {
  assert.deepEqual(problems, []);
});
