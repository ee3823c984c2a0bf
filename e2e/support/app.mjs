// What a person does in the app, in the words of the app.

/** Signs the first administrator in with the link that the server printed. */
export async function signIn(page, link) {
  await page.goto(link);
  await page.waitForURL('**/products');
}

/** Creates a batch from the products that are shown, and waits until its rows can be reviewed. */
export async function createBatch(page, type, fill = async () => {}) {
  await page.getByRole('button', { name: /^Create batch from these [\d,]+ products/ }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('radio', { name: type }).click();
  await fill(drawer);
  await drawer.getByRole('button', { name: 'Create batch' }).click();
  await page.waitForURL('**/batches/*');
  await page.getByRole('button', { name: 'Mark complete' }).waitFor();
  await cell(page, 0, 'status').waitFor();
}

/** A cell of the batch's grid. */
export function cell(page, row, column) {
  return page.locator(`[row-index="${row}"] [col-id="${column}"]`);
}

/** Types a new value into a cell. */
export async function typeIntoCell(page, row, column, value) {
  await cell(page, row, column).dblclick();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
}

/** Changes a cell and waits until that is saved. */
export async function editCell(page, row, column, value) {
  const saved = page.waitForResponse(
    (response) => response.request().postData()?.includes('mutation UpdateRows') ?? false,
  );
  await typeIntoCell(page, row, column, value);
  await saved;
}

/** Selects a row, or takes it out of the selection. */
export function toggleRow(page, row) {
  return page.locator(`[row-index="${row}"] input[type=checkbox]`).click();
}

/** The chip that tells how many rows have a status. */
export function chip(page, title) {
  return page.getByRole('group', { name: 'Rows by status' }).getByRole('button', { name: title });
}

/** The number that a chip tells. */
export async function chipCount(page, title) {
  const text = await chip(page, title).innerText();
  return Number(text.match(/[\d,]+$/)[0].replaceAll(',', ''));
}

/** Executes a complete batch, after saying yes once more. */
export async function execute(page) {
  await page.getByRole('button', { name: 'Execute…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Execute now' }).click();
}

/** Waits until the batch is executed and says so. */
export function executed(page) {
  return page.getByText(/^Frozen since/).waitFor({ timeout: 120_000 });
}
