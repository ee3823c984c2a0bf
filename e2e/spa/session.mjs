import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertAccessible } from '../support/accessibility.mjs';
import { openPage } from '../support/browser.mjs';

/** Signing in and out. */
export function sessionTests(world) {
  describe('session', () => {
    let page;
    before(async () => {
      await world.server.run('user', 'create', 'vera', '--name', 'Vera', '--role', 'administrator');
      await world.server.runWith('correct horse battery staple', 'user', 'password', 'vera');
      ({ page } = await openPage(world.browser, world.server.url));
    });
    after(() => page.context().close());

    test('asks to sign in, and goes on to where one wanted to go', async () => {
      await page.goto('/jobs?state=%5B"FAILED"%5D');
      await page.getByRole('heading', { name: 'Sign in to Sluice' }).waitFor();
      await assertAccessible(page, 'sign-in');
      await page.getByLabel('Login').fill('vera');
      await page.getByLabel('Password').first().fill('wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
      await assertAccessible(page, 'sign-in-refused');
      await page.getByLabel('Password').first().fill('correct horse battery staple');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL('**/jobs?state=*');
      await page.getByText('No jobs match').waitFor();
    });

    test('goes back to signing in when the session ends, and on from there', async () => {
      await page.goto('/products');
      await page.getByRole('table').waitFor();
      await page.context().clearCookies();
      await page.getByRole('button', { name: 'Description' }).click();
      await page.waitForURL('**/sign-in?to=*');
      await page.getByLabel('Login').fill('vera');
      await page.getByLabel('Password').first().fill('correct horse battery staple');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Products' }).waitFor();
    });

    test('signs out', async () => {
      await page.getByRole('button', { name: 'Account of Vera' }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign in to Sluice' }).waitFor();
      await page.goto('/products');
      await page.waitForURL('**/sign-in?to=*');
    });

    test('refuses a link that was used', async () => {
      await page.goto(world.link);
      await page.getByRole('alert').waitFor();
      assert.equal(new URL(page.url()).hash, '');
    });
  });
}
