// The app as a person uses it, in a real browser on a real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { labelTests } from './spa/labels.mjs';
import { listTests } from './spa/lists.mjs';
import { pricingTests } from './spa/pricing.mjs';
import { productTests } from './spa/products.mjs';
import { sessionTests } from './spa/session.mjs';
import { assertAccessible } from './support/accessibility.mjs';
import { signIn } from './support/app.mjs';
import { launchBrowser, openPage } from './support/browser.mjs';
import { loadCatalog } from './support/catalog.mjs';
import { Server } from './support/server.mjs';

/** What the tests share, one after the other. */
const world = { server: null, browser: null, page: null, problems: null, link: '' };

before(async () => {
  world.server = await Server.create();
  world.link = await world.server.signInLink();
  world.browser = await launchBrowser();
  Object.assign(world, await openPage(world.browser, world.server.url));
});

after(async () => {
  await world.browser?.close();
  await world.server?.stop();
});

test('the printed link signs in, and is not left in the address', async () => {
  const { page } = world;
  await signIn(page, world.link);
  assert.equal(new URL(page.url()).hash, '');
});

test('an empty server says what to do', async () => {
  const { page } = world;
  await page.getByText('There are no products yet').waitFor();
  await assertAccessible(page, 'products-empty');
  await page.goto('/batches');
  await page.getByText('There are no batches yet').waitFor();
  await assertAccessible(page, 'batches-empty');
  await page.goto('/jobs');
  await page.getByText('There are no jobs yet').waitFor();
  await assertAccessible(page, 'jobs-empty');
});

test('the catalog is loaded', () => loadCatalog(world.server));

productTests(world);
pricingTests(world);
labelTests(world);
listTests(world);
sessionTests(world);

test('nothing went wrong unseen', () => {
  assert.deepEqual(world.problems, []);
});
