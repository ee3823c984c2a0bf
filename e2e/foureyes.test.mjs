// Four eyes, and what is left of a batch when it is purged: two people, each in a browser of their own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, screenshot } from './support/accessibility.mjs';
import { batchId, query } from './support/api.mjs';
import { cell, createBatch, editCell, execute, executed, signIn } from './support/app.mjs';
import { launchBrowser, openPage } from './support/browser.mjs';
import { Server } from './support/server.mjs';

let server;
let browser;
let maker;
let checker;
const problems = [];

before(async () => {
  server = await Server.create({ SLUICE_FOUR_EYES: 'pricing' });
  browser = await launchBrowser();
  const link = await server.signInLink();
  await server.run('seed', '--products=300');
  await server.run('user', 'create', 'ben', '--name', 'Ben', '--role', 'administrator');
  maker = await open(link);
  const { pathname, hash } = new URL((await server.run('sign-in-link', 'ben')).match(/http\S+/)[0]);
  checker = await open(pathname + hash);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A browser of somebody's own. */
async function open(link) {
  const opened = await openPage(browser, server.url);
  problems.push(opened.problems);
  await signIn(opened.page, link);
  return opened.page;
}

const stage = (page) => page.getByRole('region', { name: 'Execution' });

/** Marks the batch complete, and waits until that is so. */
async function complete() {
  await maker.getByRole('button', { name: 'Mark complete' }).click();
  await maker.getByRole('button', { name: 'Reopen for editing' }).waitFor();
}

/** Approves the batch, as the one who may. */
async function approve() {
  await checker.getByRole('button', { name: 'Approve…' }).click();
  const dialog = checker.getByRole('dialog', { name: /^Approve batch/ });
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await stage(maker)
    .getByText(/^Approved .* by Ben\.$/)
    .waitFor();
}

test('who made a batch can’t approve it, and is told why', async () => {
  await maker.goto('/products?min=0.01');
  await createBatch(maker, 'Pricing', (drawer) => drawer.getByLabel('Percent').fill('10'));
  await complete();
  await stage(maker).getByText('Someone else has to approve it.').waitFor();
  assert.ok(await maker.getByRole('button', { name: 'Execute…' }).isDisabled());
  assert.equal(await maker.getByRole('button', { name: 'Approve…' }).count(), 0);
  await assertAccessible(maker, 'foureyes-own');
});

test('someone else approves it', async () => {
  await checker.goto(maker.url());
  await checker.getByRole('button', { name: 'Approve…' }).click();
  await assertAccessible(checker, 'foureyes-approve');
  await checker.keyboard.press('Escape');
  await checker.getByRole('dialog').waitFor({ state: 'detached' });
  await approve();
  await maker.getByRole('button', { name: 'Execute…', disabled: false }).waitFor();
  await checker.getByRole('button', { name: 'Withdraw approval' }).waitFor();
  await assertAccessible(checker, 'foureyes-approved');
});

test('a change takes the approval back', async () => {
  await maker.getByRole('button', { name: 'Reopen for editing' }).click();
  await maker.getByRole('button', { name: 'Mark complete' }).waitFor();
  await editCell(maker, 0, 'new_price', '4.44');
  await cell(maker, 0, 'new_price').filter({ hasText: '4.44' }).waitFor();
  await complete();
  assert.ok(await maker.getByRole('button', { name: 'Execute…' }).isDisabled());
  await checker.getByRole('button', { name: 'History' }).click();
  await checker
    .getByText(/approval/i)
    .first()
    .waitFor();
  await screenshot(checker, 'foureyes-history');
  await checker.keyboard.press('Escape');
  await approve();
});

test('what was approved is executed', async () => {
  await maker.getByRole('button', { name: 'Execute…', disabled: false }).waitFor();
  await execute(maker);
  await executed(maker);
  await stage(maker)
    .getByText(/^Approved .* by Ben\.$/)
    .waitFor();
  await assertAccessible(maker, 'foureyes-executed');
});

test('purging asks first, and leaves the header', async () => {
  await maker.getByRole('button', { name: 'Purge…' }).click();
  const dialog = maker.getByRole('dialog', { name: /^Purge batch/ });
  await assertAccessible(maker, 'purge-question');
  await dialog.getByRole('button', { name: 'Purge now' }).click();
  await maker.getByText('This batch has no rows any more').waitFor();
  await stage(maker)
    .getByText(/^Its [\d,]+ rows were purged/)
    .waitFor();
  await assertAccessible(maker, 'purge-purged');
  const { batch } = await query(
    maker,
    `query ($id: ID!) { batch(id: $id) { number state result { summary } rows(first: 1) { totalCount } } }`,
    { id: batchId(maker) },
  );
  assert.equal(batch.state, 'PURGED');
  assert.equal(batch.rows.totalCount, 0);
  assert.match(batch.result.summary, /^The price of [\d,]+ products was changed\.$/);
  await maker.getByRole('heading', { name: batch.number }).waitFor();
  assert.equal(await maker.getByRole('button', { name: 'Edit description' }).count(), 0);
  assert.equal(await stage(maker).getByRole('link', { name: /rows$/ }).count(), 0);
});

test('it all fits a narrow window', async () => {
  await maker.setViewportSize({ width: 390, height: 844 });
  await maker.reload();
  await maker.getByText('This batch has no rows any more').waitFor();
  await assertAccessible(maker, 'purge-narrow');
  const { width } = await maker.locator('main').boundingBox();
  assert.ok(width <= 390, 'the page is wider than the window');
});

test('nothing went wrong unseen', () => {
  assert.deepEqual(problems.flat(), []);
});
