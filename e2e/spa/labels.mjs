import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAccessible } from '../support/accessibility.mjs';
import { cell, chip, createBatch, editCell, execute, executed } from '../support/app.mjs';

/** A batch of labels, from products to the PDF. */
export function labelTests(world) {
  describe('a labels batch', () => {
    test('asks for as many labels of each product as one likes', async () => {
      const { page } = world;
      await page.goto('/products?max=2');
      await createBatch(page, 'Labels');
      await editCell(page, 0, 'quantity', '3');
      await editCell(page, 1, 'quantity', '0');
      await chip(page, /No label/).waitFor();
      await assertAccessible(page, 'labels-open');
      assert.equal(await cell(page, 0, 'quantity').innerText(), '3');
    });

    test('makes a PDF', async () => {
      const { page } = world;
      await page.getByRole('button', { name: 'Mark complete' }).click();
      await execute(page);
      await executed(page);
      await assertAccessible(page, 'labels-executed');
      const link = page.getByRole('link', { name: /PDF|label/i });
      const pdf = await page.request.get(await link.getAttribute('href'));
      assert.equal(pdf.status(), 200);
      assert.equal(pdf.headers()['content-type'], 'application/pdf');
      assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-');
    });
  });
}
