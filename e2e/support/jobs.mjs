// What a person does with jobs in the app.

/** Fills in the form of a new job and creates it. */
export async function createJob(page, { name, source, size }) {
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Name').fill(name);
  await drawer.getByRole('textbox', { name: 'Source' }).fill(source);
  await drawer.getByLabel('Items a chunk').fill(size);
  await drawer.getByRole('button', { name: 'Create job' }).click();
  await page.waitForURL('**/jobs/*');
}

/** Opens a tab of the job. */
export function openTab(page, name) {
  return page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
}

/** The address of the job that the page shows, with another search. */
export function jobUrl(page, search) {
  const url = new URL(page.url());
  return `${url.pathname}?${search}`;
}

/** A figure of the job's overview, or of the report of a trial. */
export async function figure(page, label) {
  const term = page.getByRole('term').filter({ hasText: label });
  return term.locator('xpath=following-sibling::dd[1]').innerText();
}

/** Waits until the overview says that the job has finished with all of so many items. */
export function finished(page, items) {
  return page
    .getByText(new RegExp(`^Finished in .* ${items} of ${items} items dealt with`))
    .waitFor({ timeout: 60_000 });
}

/** What the exception is called that is looked at. */
export function selectedException(page) {
  return page.getByRole('option', { selected: true }).locator('span').first().innerText();
}

/** Decides about the exception that is looked at by a key, and waits until another one takes its place. */
export async function decideByKey(page, key) {
  const label = await selectedException(page);
  await page.keyboard.press(key);
  await page
    .getByRole('listbox', { name: 'Exceptions' })
    .getByText(label, { exact: true })
    .waitFor({ state: 'detached' });
}
