import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAccessible, screenshot } from '../support/accessibility.mjs';
import { batchId, query } from '../support/api.mjs';
import {
  cell,
  chip,
  chipCount,
  createBatch,
  editCell,
  execute,
  executed,
  toggleRow,
  typeIntoCell,
} from '../support/app.mjs';

/** A batch of new prices, from products to its end. */
export function pricingTests(world) {
  describe('a pricing batch', () => {
    let total;

    test('is created from products', async () => {
      const { page } = world;
      await page.goto('/products');
      const button = page.getByRole('button', { name: /^Create batch from these [\d,]+ products/ });
      await button.click();
      await page.getByRole('dialog').getByRole('radio', { name: 'Pricing' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Create batch' }).click();
      await page.getByText('Needed').waitFor();
      await assertAccessible(page, 'create-batch');
      await page.keyboard.press('Escape');
      await createBatch(page, 'Pricing', async (drawer) => {
        await drawer.getByLabel('Percent').fill('5');
        await drawer.getByLabel('Description').fill('Spring prices');
      });
      total = await chipCount(page, 'All');
      const { products } = await query(page, '{ products { totalCount } }');
      assert.equal(total, products.totalCount);
      await assertAccessible(page, 'batch-open');
    });

    test('loads rows as one scrolls, to the last', async () => {
      const { page } = world;
      await cell(page, 0, 'sku').click();
      const last = cell(page, total - 1, 'sku').filter({ hasText: /\S/ });
      // The grid takes no keys while it is drawn anew after a change of its batch.
      for (let tries = 0; tries < 4 && !(await last.isVisible()); tries++) {
        await page.keyboard.press('ControlOrMeta+End');
        await last.waitFor({ timeout: 15_000 }).catch(() => {});
      }
      await last.waitFor();
      await page.keyboard.press('ControlOrMeta+Home');
      await cell(page, 0, 'sku').filter({ hasText: /\S/ }).waitFor();
    });

    test('has cells to edit; their status follows', async () => {
      const { page } = world;
      const before = (await cell(page, 0, 'new_price').innerText()).trim();
      await editCell(page, 0, 'new_price', '999.99');
      await page.getByText('Saved row 1.').waitFor({ state: 'attached' });
      await cell(page, 0, 'status').filter({ hasText: 'Big change' }).waitFor();
      await chip(page, /Big change/).waitFor();
      await editCell(page, 0, 'new_price', before);
      await cell(page, 0, 'status').filter({ hasText: 'OK' }).waitFor();
    });

    test('refuses what is no price, and says so', async () => {
      const { page } = world;
      const before = await cell(page, 1, 'new_price').innerText();
      await typeIntoCell(page, 1, 'new_price', 'cheap');
      const alert = page.getByRole('alert').filter({ hasText: 'must be a number' });
      await alert.waitFor();
      assert.equal(await cell(page, 1, 'new_price').innerText(), before);
      await assertAccessible(page, 'batch-refused');
      await alert.getByRole('button').click();
      await alert.waitFor({ state: 'detached' });
    });

    test('has rows to remove and to restore', async () => {
      const { page } = world;
      await toggleRow(page, 2);
      await toggleRow(page, 3);
      await page.getByRole('button', { name: 'Remove', exact: true }).click();
      await chip(page, /Removed\s*2/).waitFor();
      await cell(page, 2, 'status').filter({ hasText: 'Removed' }).waitFor();
      await screenshot(page, 'batch-removed');
      await toggleRow(page, 3);
      await page.getByRole('button', { name: 'Restore' }).click();
      await chip(page, /Removed\s*1/).waitFor();
      await cell(page, 3, 'status').filter({ hasNotText: 'Removed' }).waitFor();
    });

    test('shows the rows of one status', async () => {
      const { page } = world;
      await chip(page, /Removed/).click();
      await page.waitForURL(/removed=yes/);
      await cell(page, 1, 'status').waitFor({ state: 'detached' });
      await chip(page, /All/).click();
      await cell(page, 1, 'status').waitFor();
    });

    test('has a description and notes to change', async () => {
      const { page } = world;
      await page.getByRole('button', { name: 'Edit description' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Description').fill('Spring prices, checked');
      await dialog.getByLabel('Notes').fill('Agreed with purchasing.');
      await assertAccessible(page, 'batch-description');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Spring prices, checked').waitFor();
      await page.getByText('Agreed with purchasing.').waitFor();
    });

    test('says why it can’t be executed, until that is mended', async () => {
      const { page } = world;
      await page.getByRole('button', { name: 'Mark complete' }).click();
      await page.getByRole('button', { name: 'Reopen for editing' }).waitFor();
      const unpriced = chip(page, /No new price/);
      if ((await unpriced.count()) > 0) {
        await page.getByRole('group', { name: 'Why it can’t be executed yet' }).waitFor();
        assert.ok(await page.getByRole('button', { name: 'Execute…' }).isDisabled());
        await assertAccessible(page, 'batch-not-executable');
        await page.getByRole('button', { name: 'Reopen for editing' }).click();
        await page.getByRole('button', { name: 'Mark complete' }).waitFor();
        await unpriced.click();
        await page.getByRole('button', { name: /^Remove these \d+ rows/ }).click();
        await unpriced.filter({ hasText: /\D0$/ }).waitFor();
        await chip(page, /All/).click();
        await page.getByRole('button', { name: 'Mark complete' }).click();
      }
      await page.getByRole('button', { name: 'Execute…' }).and(page.locator(':enabled')).waitFor();
      await assertAccessible(page, 'batch-complete');
    });

    test('asks before it is executed, then changes the prices and is frozen', async () => {
      const { page } = world;
      const sku = await cell(page, 0, 'sku').innerText();
      const price = (await cell(page, 0, 'new_price').innerText()).trim();
      await page.getByRole('button', { name: 'Execute…' }).click();
      await page
        .getByRole('dialog')
        .getByText(/^Change the price of/)
        .waitFor();
      await assertAccessible(page, 'batch-confirm');
      await page.keyboard.press('Escape');
      await execute(page);
      await executed(page);
      await cell(page, 0, 'outcome').filter({ hasText: 'Executed' }).waitFor();
      await assertAccessible(page, 'batch-executed');
      const { products } = await query(
        page,
        'query ($sku: String!) { products(where: {sku: {eq: $sku}}) { nodes { price } } }',
        { sku },
      );
      assert.equal(Number(products.nodes[0].price), Number(price.replaceAll(',', '')));
      const { batch } = await query(
        page,
        `query ($id: ID!) { batch(id: $id) { state executionJob { state progress { itemsDone itemsFailed } } } }`,
        { id: batchId(page) },
      );
      assert.equal(batch.state, 'EXECUTED');
      assert.equal(batch.executionJob.progress.itemsFailed, 0);
      assert.equal(
        batch.executionJob.progress.itemsDone,
        total - (await chipCount(page, /Removed/)),
      );
    });
  });
}
