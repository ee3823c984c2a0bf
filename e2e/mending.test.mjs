// A job that goes wrong: chunks are retried, done again by a newer program, and looked at by who may do no more.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertAccessible, screenshot } from './support/accessibility.mjs';
import { signIn } from './support/app.mjs';
import { launchBrowser, openPage } from './support/browser.mjs';
import { importDescriptions } from './support/descriptions.mjs';
import { Faults } from './support/faults.mjs';
import {
  createJob,
  figure,
  finished,
  jobUrl,
  openTab,
  selectedException,
} from './support/jobs.mjs';
import { Server } from './support/server.mjs';

const name = 'Pack sizes of the imported';

let server;
let faults;
let browser;
let page;
let problems;

before(async () => {
  server = await Server.create();
  await importDescriptions(server);
  faults = await Faults.on(server);
  browser = await launchBrowser();
  ({ page, problems } = await openPage(browser, server.url));
  await signIn(page, await server.signInLink());
});

after(async () => {
  await browser?.close();
  await faults?.end();
  await server?.stop();
});

test('a chunk that fails as a whole says so, and the others go on', async () => {
  await faults.refuseChunk(2);
  await page.goto('/jobs?create=true');
  await createJob(page, { name, source: 'products', size: '16' });
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByText(/^1 of 4 chunks failed/).waitFor({ timeout: 60_000 });
  assert.equal(await figure(page, 'Chunks done'), '3');
  assert.equal(await figure(page, 'Items done'), '48');
  await assertAccessible(page, 'job-failed');
  await openTab(page, 'Chunks');
  await page.getByRole('slider', { name: 'Chunk' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  const chunk = page.getByRole('region', { name: 'Chunk 2' });
  await chunk.getByText(/Internal error/).waitFor();
  await assertAccessible(page, 'job-failed-chunk');
});

test('it is retried alone once the cause is mended', async () => {
  await faults.refuseNothing();
  await page.getByRole('button', { name: 'Retry 1 failed chunk' }).click();
  await page.getByRole('button', { name: /^Retry/ }).waitFor({ state: 'detached' });
  await openTab(page, 'Overview');
  await finished(page, '64');
  assert.equal(await figure(page, 'Chunks done'), '4');
  assert.equal(await page.getByText('chunks failed').count(), 0);
});

test('chunks of an older program are found by color, and done again', async () => {
  const before = await figure(page, 'Stored away');
  await faults.ageChunks(1, 3);
  await page.goto(jobUrl(page, 'tab=chunks&color=program'));
  const again = page.getByRole('button', { name: 'Reprocess 2 of an older program' });
  await again.waitFor();
  await assertAccessible(page, 'job-chunks-older');
  await again.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Process again' }).click();
  await again.waitFor({ state: 'detached' });
  await openTab(page, 'Overview');
  await finished(page, '64');
  assert.equal(await figure(page, 'Stored away'), before);
});

describe('who may only look', () => {
  let kim;

  before(async () => {
    await server.run('role', 'grant', 'onlooker', 'product.view', 'job.packsize.view');
    await server.run('user', 'create', 'kim', '--role', 'onlooker');
    const link = (await server.run('sign-in-link', 'kim')).match(/http\S+/)[0];
    await page.goto(jobUrl(page, 'tab=exceptions'));
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('a');
    await page.getByText('Process 1 resolved').waitFor();
    kim = await openPage(browser, server.url);
    await signIn(kim.page, new URL(link).pathname + new URL(link).hash);
  });

  after(() => kim?.page.context().close());

  /** What the page offers to do. */
  const offers = async () => {
    const buttons = kim.page.getByRole('main').locator('button:visible, a[role=button]:visible');
    return (await buttons.allInnerTexts()).map((text) => text.trim()).filter(Boolean);
  };
  const forbidden =
    /new job|start|resume|adjust|delete|process|retry|accept|skip|decide|all .* open/i;
  const assertNothingOffered = async () =>
    assert.deepEqual(
      (await offers()).filter((text) => forbidden.test(text)),
      [],
    );

  test('is offered no new job', async () => {
    await kim.page.goto('/jobs');
    await kim.page.getByRole('link', { name }).waitFor();
    await assertNothingOffered();
    await screenshot(kim.page, 'onlooker-jobs');
  });

  test('sees how the job stands, and can steer nothing', async () => {
    await kim.page.getByRole('link', { name }).click();
    await finished(kim.page, '64');
    await assertNothingOffered();
    assert.equal(await kim.page.getByRole('tab', { name: 'Try-out' }).count(), 0);
    await screenshot(kim.page, 'onlooker-job');
  });

  test('sees the chunks, and can process none', async () => {
    await openTab(kim.page, 'Chunks');
    await kim.page.getByRole('slider', { name: 'Chunk' }).focus();
    await kim.page.keyboard.press('Home');
    await kim.page.keyboard.press('Space');
    await kim.page.getByText('1 of them selected').waitFor();
    await assertNothingOffered();
    await screenshot(kim.page, 'onlooker-chunks');
  });

  test('sees the exceptions, and can decide about none', async () => {
    await openTab(kim.page, 'Exceptions');
    await kim.page.getByRole('option').first().waitFor();
    await assertNothingOffered();
    const first = await selectedException(kim.page);
    await kim.page.keyboard.press('a');
    await kim.page.keyboard.press('s');
    await kim.page.keyboard.press('j');
    assert.notEqual(await selectedException(kim.page), first);
    await kim.page.keyboard.press('k');
    assert.equal(await selectedException(kim.page), first);
    await kim.page.getByText('You may look at exceptions, but not decide about them.').waitFor();
    await assertAccessible(kim.page, 'onlooker-exceptions');
  });

  test('nothing went wrong unseen', () => {
    assert.deepEqual([...problems, ...kim.problems], []);
  });
});
