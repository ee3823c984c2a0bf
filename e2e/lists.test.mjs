// What is done with lists: many batches at once, and filters that are kept.
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
    await outcome.getByText('2 executions have been started.').waitFor();
    await outcome.getByText(/#00000001 can't be executed: it is under review/).waitFor();
    await assertAccessible(page, 'many-outcome');
    await outcome.getByRole('link', { name: '#00000005' }).click();
    await page.waitForURL('**/batches/*');
    await page.getByRole('grid').waitFor();
    await page.goto('/batches?state=%5B"EXECUTED"%5D');
    await tools().getByText('With the 2 batches that match:').waitFor();
  });

  test('can be those that match a filter', async () => {
    await page.goto('/batches?state=%5B"OPEN"%5D');
    await tools().getByText('With the 3 batches that match:').waitFor();
    await confirm('Refresh', 'Refresh the 3 batches that match?');
    await page.getByText('3 batches were refreshed; 192 rows changed.').waitFor();
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

describe('a filter', () => {
  const menu = () => page.getByRole('menu');
  const open = async () => {
    await page.getByRole('button', { name: 'Saved filters' }).click();
    await menu().getByText('Save this filter…').waitFor();
  };
  const save = async (name, shared) => {
    await open();
    await menu().getByText('Save this filter…').click();
    const dialog = page.getByRole('dialog', { name: 'Save this filter' });
    await dialog.getByLabel('Name').fill(name);
    if (shared) await dialog.getByLabel('Share it with everyone').check();
    await assertAccessible(page, 'filter-save');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
  };

  test('is saved with its order, and found again', async () => {
    await page.goto('/products?search=mug&sort=PRICE&desc=true&active=yes');
    await page.getByRole('table').waitFor();
    await save('Dear mugs', true);
    await page.goto('/products');
    await open();
    await assertAccessible(page, 'filter-menu');
    await menu().getByText('Dear mugs').click();
    await page.waitForURL(/search=mug/);
    assert.equal(new URL(page.url()).searchParams.get('sort'), 'PRICE');
    assert.equal(new URL(page.url()).searchParams.get('active'), 'yes');
  });

  test('is renamed, shows something else, and is deleted', async () => {
    await page.getByRole('searchbox', { name: 'Search' }).fill('pencils');
    await page.waitForURL(/search=pencils/);
    await open();
    await menu().getByText('Change yours…').click();
    const dialog = page.getByRole('dialog', { name: 'Your saved filters' });
    await dialog.getByLabel('Name').fill('Pencils');
    await dialog.getByRole('button', { name: 'Save' }).click();
    const own = dialog.getByRole('group', { name: 'Pencils' });
    await own.getByRole('button', { name: 'Take what is shown now' }).click();
    await own.getByRole('button', { name: 'Take what is shown now', disabled: true }).waitFor();
    await assertAccessible(page, 'filter-edit');
    await page.setViewportSize({ width: 400, height: 800 });
    await screenshot(page, 'narrow-filter-edit');
    await page.setViewportSize({ width: 1440, height: 900 });
    const { ask } = await script(server);
    const { savedFilters } = await ask(`{ savedFilters(place: "products") { name shared where } }`);
    assert.deepEqual(savedFilters, [
      { name: 'Pencils', shared: true, where: { search: 'pencils', active: { eq: true } } },
    ]);
    await own.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByText('You have none here.').waitFor();
  });

  test('is kept of batches and of the rows of a type, too', async () => {
    await page.goto('/batches?state=%5B"EXECUTED"%5D');
    await page.getByRole('table').waitFor();
    await save('Done', false);
    await page.getByRole('table').getByRole('link').first().click();
    await page.waitForURL('**/batches/*');
    await page.goto(`${page.url()}?status=%5B"ok"%5D`);
    await page.getByRole('grid').waitFor();
    await save('Fine ones', false);
    await page.goto('/batches');
    await open();
    await menu().getByText('Done').click();
    await page.waitForURL(/EXECUTED/);
  });

  test('is kept of jobs and of operations, too', async () => {
    for (const [list, query] of [
      ['jobs', 'state=%5B"FINISHED"%5D'],
      ['operations', 'result=%5B"SUCCESSFUL"%5D'],
    ]) {
      await page.goto(`/${list}?${query}`);
      await page.getByRole('table').waitFor();
      await save(`Good ${list}`, false);
      await page.goto(`/${list}`);
      await open();
      await screenshot(page, `filter-${list}`);
      await menu().getByText(`Good ${list}`).click();
      await page.waitForURL(/FINISHED|SUCCESSFUL/);
    }
  });
});

test('nothing has gone wrong in the browser', () => {
  assert.deepEqual(problems, []);
});
