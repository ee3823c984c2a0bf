// A job from its creation to the last exception, as a person steers it in a real browser on a real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, screenshot } from './support/accessibility.mjs';
import { signIn } from './support/app.mjs';
import { launchBrowser, openPage } from './support/browser.mjs';
import { importDescriptions } from './support/descriptions.mjs';
import {
  createJob,
  decideByKey,
  figure,
  finished,
  jobUrl,
  openTab,
  selectedException,
} from './support/jobs.mjs';
import { Server } from './support/server.mjs';

const name = 'Pack sizes of the autumn catalogue';

let server;
let browser;
let page;
let problems;

before(async () => {
  server = await Server.create();
  await server.run('seed', '--products', '3000');
  await importDescriptions(server);
  browser = await launchBrowser();
  ({ page, problems } = await openPage(browser, server.url));
  await signIn(page, await server.signInLink());
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test('a job is drawn up from what its application declares', async () => {
  await page.goto('/jobs');
  await page.getByText('There are no jobs yet').waitFor();
  await page.getByRole('button', { name: 'New job' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: 'Create job' }).click();
  await drawer.getByText('Needed').first().waitFor();
  await assertAccessible(page, 'job-new');
  await createJob(page, { name, source: 'products', size: '50' });
  await page.getByText(/3,064 items in 62 chunks to process/).waitFor();
  await assertAccessible(page, 'job-created');
});

test('a trial tells what would happen, and changes nothing', async () => {
  await page.getByRole('button', { name: 'Try' }).click();
  await page.waitForURL(/tab=trial/);
  await page.getByRole('tabpanel').getByRole('button', { name: 'Try' }).click();
  await page.getByText(/Tried on 100 items/).waitFor();
  assert.equal(await figure(page, 'Items tried'), '100');
  await assertAccessible(page, 'job-trial');
  await openTab(page, 'Overview');
  assert.equal(await figure(page, 'Items done'), '0');
});

test('it can be slowed down, and is seen to get on', async () => {
  await page.getByRole('button', { name: 'Adjust' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Items per second').fill('150');
  await assertAccessible(page, 'job-adjust');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await drawer.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('figure').filter({ hasText: 'Items per second' }).waitFor();
  await screenshot(page, 'job-running');
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Resume' }).waitFor();
  await page.getByText('Paused', { exact: true }).first().waitFor();
  await assertAccessible(page, 'job-paused');
});

test('its program shows where items go, also as a table', async () => {
  await openTab(page, 'Program');
  await page.getByText('Main program').waitFor();
  await assertAccessible(page, 'job-program');
  await page.getByText('Table', { exact: true }).click();
  const table = page.getByRole('table');
  await table.getByText('split into words').waitFor();
  await assertAccessible(page, 'job-program-table');
});

test('it goes on to the end', async () => {
  await page.getByRole('button', { name: 'Adjust' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Items per second').fill('');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await drawer.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Resume' }).click();
  await openTab(page, 'Overview');
  await finished(page, '3,064');
  assert.equal(await figure(page, 'Items done'), '3,064');
  await assertAccessible(page, 'job-finished');
});

test('its chunks are seen all at once, and can be walked through by keys', async () => {
  await openTab(page, 'Chunks');
  const map = page.getByRole('slider', { name: 'Chunk' });
  await map.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('region', { name: 'Chunk 2' }).waitFor();
  assert.match(await map.getAttribute('aria-valuetext'), /^Chunk 2: Done, 50 items/);
  for (const color of ['State', 'Program', 'Duration']) {
    await page.getByRole('radiogroup', { name: 'Color by' }).getByText(color).click();
    await assertAccessible(page, `job-chunks-${color.toLowerCase()}`);
  }
  await page.getByRole('radiogroup', { name: 'Show as' }).getByText('Table').click();
  await page.getByRole('table').waitFor();
  await assertAccessible(page, 'job-chunks-table');
});

test('chunks can be processed again', async () => {
  await page.goto(jobUrl(page, 'tab=chunks&chunk=3'));
  await page.getByRole('slider', { name: 'Chunk' }).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: /^Reprocess \d+ chunks?$/ }).click();
  const answer = page.waitForResponse((response) =>
    response.request().postData()?.includes('mutation ReprocessChunks'),
  );
  await page.getByRole('dialog').getByRole('button', { name: 'Process again' }).click();
  const { data } = await (await answer).json();
  assert.equal(data.reprocessChunks.job.state, 'RUNNING');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await openTab(page, 'Overview');
  await finished(page, '3,064');
  assert.equal(await figure(page, 'Items done'), '3,064');
});

test('results are kept', async () => {
  await openTab(page, 'Results');
  await page.getByRole('table').waitFor();
  await assertAccessible(page, 'job-results');
});

test('exceptions are decided by keyboard, one after the other', async () => {
  await openTab(page, 'Exceptions');
  await page.getByRole('listbox', { name: 'Exceptions' }).waitFor();
  await assertAccessible(page, 'job-exceptions');
  const first = await selectedException(page);
  await page.keyboard.press('j');
  assert.notEqual(await selectedException(page), first);
  await page.keyboard.press('k');
  assert.equal(await selectedException(page), first);
  await decideByKey(page, 'a');
  await decideByKey(page, 's');
  await page.keyboard.press('c');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('12');
  await decideByKey(page, 'Enter');
});

test('exceptions are exported as they are filtered', async () => {
  const link = page.getByRole('tabpanel').locator('a[download]');
  const exported = async () => {
    const csv = await page.request.get(await link.getAttribute('href'));
    assert.equal(csv.status(), 200);
    return csv.text();
  };
  assert.doesNotMatch(await exported(), /,(accepted|corrected),/);
  await page.goto(jobUrl(page, 'tab=exceptions&state=["CORRECTED"]'));
  await page.getByRole('option').first().waitFor();
  assert.match(await exported(), /,corrected,/);
  assert.doesNotMatch(await exported(), /,(open|accepted),/);
});

test('what was decided is processed', async () => {
  await page.getByRole('button', { name: 'Process 2 resolved' }).click();
  await openTab(page, 'Overview');
  await finished(page, '3,064');
  await page.goto(jobUrl(page, 'tab=exceptions&state=["PROCESSED"]'));
  await page.getByRole('option').nth(1).waitFor();
  assert.equal(await page.getByRole('option').count(), 2);
});

test('the rest of a kind is decided at once', async () => {
  await page.goto(jobUrl(page, 'tab=exceptions'));
  await page.getByRole('button', { name: /^All .* open exceptions?…$/ }).click();
  await page.getByRole('menuitem', { name: /^Skip/ }).click();
  await assertAccessible(page, 'job-exceptions-bulk');
  await page.getByRole('dialog').getByRole('button', { name: /^Skip/ }).click();
  await page.getByText('Everything is decided').waitFor();
  await assertAccessible(page, 'job-exceptions-none');
});

test('the list shows the job, and leads to the workers', async () => {
  await page.goto('/jobs?search=autumn');
  await page.getByRole('link', { name }).waitFor();
  await assertAccessible(page, 'jobs-list');
  await page.getByRole('link', { name: 'Workers' }).click();
  await page.getByRole('table').waitFor();
  await assertAccessible(page, 'workers');
});

test('it fits a narrow window', async () => {
  await page.goto('/jobs?search=autumn');
  await page.getByRole('link', { name }).click();
  await page.getByRole('tablist').waitFor();
  await page.setViewportSize({ width: 400, height: 800 });
  const tabs = {
    Overview: 'Partitioning',
    Program: 'Main program',
    Chunks: 'Done',
    Exceptions: 'All kinds',
  };
  for (const [tab, shown] of Object.entries(tabs)) {
    await openTab(page, tab);
    await page.getByText(shown).first().waitFor();
    await assertAccessible(page, `narrow-job-${tab.toLowerCase()}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('it is deleted with all it made', async () => {
  await page.getByRole('button', { name: 'Delete' }).click();
  await assertAccessible(page, 'job-delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete the job' }).click();
  await page.waitForURL('**/jobs');
  await page.getByText('There are no jobs yet').waitFor();
});

test('nothing went wrong unseen', () => {
  assert.deepEqual(problems, []);
});
