import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cell, createBatch, editCell, typeIntoCell } from '../support/app.mjs';
import { openPage } from '../support/browser.mjs';

/** Two people at the same batch. */
export function togetherTests(world) {
  describe('two people at one batch', () => {
    let other;
    before(async () => {
      const { page } = world;
      await page.goto('/products?max=5');
      await createBatch(page, 'Pricing', (drawer) => drawer.getByLabel('Percent').fill('10'));
      const state = await page.context().storageState();
      other = (await openPage(world.browser, world.server.url, { storageState: state })).page;
      await other.goto(page.url());
      await cell(other, 0, 'status').waitFor();
    });
    after(() => other.context().close());

    test('see each other’s edits', async () => {
      await editCell(other, 0, 'new_price', '7.77');
      await cell(world.page, 0, 'new_price').filter({ hasText: '7.77' }).waitFor();
    });

    test('do not overwrite each other', async () => {
      const { page } = world;
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
      await page.unroute('**/graphql');
    });

    test('are told when the batch is gone', async () => {
      await world.page.reload();
      await other.getByRole('button', { name: 'Delete' }).click();
      await other.getByRole('dialog').getByRole('button', { name: 'Delete the batch' }).click();
      await other.waitForURL('**/batches');
      await world.page.getByRole('heading', { name: 'There is no such batch' }).waitFor();
    });
  });
}
