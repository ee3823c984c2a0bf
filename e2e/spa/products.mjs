import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAccessible } from '../support/accessibility.mjs';
import { query } from '../support/api.mjs';

/** Finding products. */
export function productTests(world) {
  describe('products', () => {
    const rows = () => world.page.getByRole('table').getByRole('row');
    const createButton = () => world.page.getByRole('button', { name: /^Create batch from these/ });

    test('are all there', async () => {
      const { products } = await query(world.page, '{ products { totalCount } }');
      await world.page.goto('/products');
      const count = products.totalCount.toLocaleString('en');
      await createButton().filter({ hasText: count }).waitFor();
      assert.equal(await rows().count(), 51);
      await assertAccessible(world.page, 'products');
    });

    test('turn pages forward and back', async () => {
      const { page } = world;
      const first = await rows().nth(1).getByRole('cell').nth(1).innerText();
      await page.getByText('1–50 of').waitFor();
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText('51–100 of').waitFor();
      await page.reload();
      await page.getByText('51–100 of').waitFor();
      await page.getByRole('button', { name: 'Previous' }).click();
      await page.getByText('1–50 of').waitFor();
      await rows().nth(1).filter({ hasText: first }).waitFor();
    });

    test('are sorted', async () => {
      const { page } = world;
      await page.getByRole('button', { name: 'Price' }).click();
      await page.getByRole('button', { name: 'Price' }).click();
      await page.waitForURL(/sort=PRICE&desc=true/);
      await page.getByRole('columnheader', { name: 'Price', exact: true }).waitFor();
      const { products } = await query(
        page,
        '{ products(orderBy: {field: PRICE, direction: DESC}, first: 1) { nodes { sku } } }',
      );
      await rows().nth(1).getByText(products.nodes[0].sku, { exact: true }).waitFor();
    });

    test('are filtered, and the address keeps the filter', async () => {
      const { page } = world;
      await page.goto('/products');
      await page.getByRole('searchbox', { name: 'Search' }).fill('a');
      await page.getByLabel('Price from').fill('2');
      await page.getByLabel('Price to').fill('3.50');
      await page.waitForURL(({ searchParams }) => searchParams.get('max') === '"3.50"');
      const { products } = await query(
        page,
        '{ products(where: {search: "a", price: {gte: "2", lte: "3.50"}}) { totalCount } }',
      );
      const count = products.totalCount.toLocaleString('en');
      await createButton()
        .filter({ hasText: ` ${count} ` })
        .waitFor();
      await page.reload();
      await createButton()
        .filter({ hasText: ` ${count} ` })
        .waitFor();
      assert.equal(await page.getByLabel('Price to').inputValue(), '3.50');
    });

    test('are filtered by any combination of conditions', async () => {
      const { page } = world;
      await page.goto('/products');
      await page.getByRole('button', { name: 'Advanced filter' }).click();
      await page.getByRole('combobox', { name: 'Match' }).click();
      await page.getByRole('option', { name: 'any of' }).click();
      await page.getByRole('textbox', { name: 'Value' }).fill('red');
      await page.getByRole('button', { name: 'Add condition' }).click();
      await page.getByRole('textbox', { name: 'Value' }).nth(1).fill('blue');
      const where = '{or: [{description: {contains: "red"}}, {description: {contains: "blue"}}]}';
      const { products } = await query(page, `{ products(where: ${where}) { totalCount } }`);
      const count = products.totalCount.toLocaleString('en');
      await createButton()
        .filter({ hasText: ` ${count} ` })
        .waitFor();
      await assertAccessible(page, 'products-advanced');
      await page.reload();
      await createButton()
        .filter({ hasText: ` ${count} ` })
        .waitFor();
      assert.equal(await page.getByRole('textbox', { name: 'Value' }).nth(1).inputValue(), 'blue');
    });

    test('say so when none matches', async () => {
      const { page } = world;
      await page.goto('/products?search=nothing-is-called-so');
      await page.getByText('No products match').waitFor();
      await assertAccessible(page, 'products-none');
      await page.getByRole('button', { name: 'Clear the filter' }).last().click();
      await page.getByRole('table').waitFor();
    });
  });
}
