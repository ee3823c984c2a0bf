// What is done with many batches at once.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertAccessible, screenshot } from './support/accessibility.mjs';

import { signIn } from './support/app.mjs';
import { launchBrowser, openPage } from './support/browser.mjs';
import { importDescriptions } from './support/descriptions.mjs';
import { script } from './support/script.mjs';
import { Server } from './support/server.mjs';

let server;
let browser;
let page;
let problems;

/** Makes batches of prices; those whose number is told are marked complete. */
async function makeBatches(count, complete) {
  for (let number = 1; number <= count; number++) {
    await server.run(
      'batch',
      'create',
      '--type=pricing',
      '--param=percent=5',
      `--description=Week ${number}`,
      '--wait',
    );
  }
  const { ask } = await script(server);
  const { batches } = await ask(`{ batches { nodes { id number } } }`);
  for (const { id, number } of batches.nodes) {
    if (!complete.includes(Number(number.slice(1)))) continue;
    await ask(`mutation ($id: ID!) { markBatchComplete(input: {id: $id}) { batch { state } } }`, {
      id,
    });
  }
}

before(async () => {
  server = await Server.create();
  await importDescriptions(server);
  await makeBatches(5, [2, 4]);
  browser = await launchBrowser();
  ({ page, problems } = await openPage(browser, server.url));
  await signIn(page, await server.signInLink());
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

function tools() {
  return page.getByRole('toolbar', { name: 'With many batches' });
}

/** Does something with many batches, after saying yes once more. */
async function confirm(label, question) {
  await tools().getByRole('button', { name: label }).click();
  const dialog = page.getByRole('dialog', { name: question });
  await dialog.waitFor();
  await assertAccessible(page, `many-${label.toLowerCase()}`);
  await dialog.getByRole('button', { name: label }).click();
  await dialog.waitFor({ state: 'detached' });
}

describe('many batches', () => {
  test('are executed as far as they can be, and the others say why not', async () => {
    await page.goto('/batches');
    await tools().getByText('With all 5 batches:').waitFor();
    await confirm('Execute', 'Execute all 5 batches?');
    const outcome = page.getByRole('dialog', { name: '3 batches were left as they were' });
    await outcome.getByText('The execution of 2 batches has been started.').waitFor();
    await outcome.getByText(/#00000001 can't be executed: it is under review/).waitFor();
    await assertAccessible(page, 'many-outcome');
    await outcome.getByRole('link', { name: '#00000005' }).click();
    await page.waitForURL('**/batches/*');
    await page.getByRole('grid').waitFor();
  });

  test('can be those that match a filter', async () => {
    await page.goto('/batches?state=%5B"OPEN"%5D');
    await tools().getByText('With the 3 batches that match:').waitFor();
    await confirm('Refresh', 'Refresh the 3 batches that match?');
    await page.getByText('3 batches were refreshed; 0 rows changed.').waitFor();
  });

  test('can be ticked', async () => {
    await page.getByRole('checkbox', { name: 'Select #00000001' }).check();
    await page.getByRole('checkbox', { name: 'Select #00000003' }).check();
    await tools().getByText('With 2 selected batches:').waitFor();
    await confirm('Delete', 'Delete 2 selected batches?');
    await page.getByText('2 batches were deleted.').waitFor();
    await tools().getByText('With the one batch that matches:').waitFor();
    await page.getByRole('link', { name: '#00000003' }).waitFor({ state: 'detached' });
  });

  test('fit a narrow window', async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    await page.goto('/batches');
    await page.getByRole('table').waitFor();
    await screenshot(page, 'narrow-many');
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});

test('nothing has gone wrong in the browser', () => {
  assert.deepEqual(problems, []);
});
