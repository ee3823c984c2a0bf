import { describe, test } from 'node:test';
import { assertAccessible, screenshot } from '../support/accessibility.mjs';

/** The lists of batches and jobs, and what is seen from a narrow window. */
export function listTests(world) {
  describe('lists', () => {
    test('of batches can be filtered', async () => {
      const { page } = world;
      await page.goto('/batches');
      await page.getByRole('table').waitFor();
      await assertAccessible(page, 'batches');
      await page.getByRole('searchbox', { name: 'Search' }).fill('spring');
      await page.waitForURL(/search=spring/);
      await page.getByRole('table').getByText('Spring prices').waitFor();
      await page.goto('/batches?state=%5B"FAILED"%5D');
      await page.getByText('No batches match').waitFor();
      await assertAccessible(page, 'batches-none');
    });

    test('of jobs lead to each job', async () => {
      const { page } = world;
      await page.goto('/jobs');
      await page.getByRole('table').waitFor();
      await assertAccessible(page, 'jobs');
      await page
        .getByRole('link', { name: /^Execute batch/ })
        .first()
        .click();
      await page.getByText('Partitioning').waitFor();
      await assertAccessible(page, 'job');
      await page.getByRole('main').getByRole('link', { name: /^#/ }).click();
      await page.waitForURL('**/batches/*');
    });

    test('say so when something is not there', async () => {
      const { page } = world;
      await page.goto('/jobs/none');
      await page.getByRole('heading', { name: 'There is no such job' }).waitFor();
      await assertAccessible(page, 'job-missing');
      await page.goto('/nowhere');
      await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
      await assertAccessible(page, 'nowhere');
    });

    test('fit a narrow window', async () => {
      const { page } = world;
      await page.setViewportSize({ width: 400, height: 800 });
      await page.goto('/products');
      await page.getByRole('table').waitFor();
      await assertAccessible(page, 'narrow-products');
      await page.getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('link', { name: 'Batches' }).waitFor();
      await assertAccessible(page, 'narrow-menu');
      await page.getByRole('link', { name: 'Batches' }).click();
      await page.getByRole('table').getByRole('link').first().click();
      await page.getByRole('grid').waitFor();
      await screenshot(page, 'narrow-batch');
      await page.setViewportSize({ width: 1440, height: 900 });
    });
  });
}
