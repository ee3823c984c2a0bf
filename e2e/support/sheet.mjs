// What a person does with the rows of a batch as with a spreadsheet.
import { cell } from './app.mjs';

export function grid(page) {
  return page.getByRole('treegrid').or(page.getByRole('grid'));
}

/** Waits until the page says what became of a gesture. */
export function message(page, text) {
  return page.getByText(text, { exact: true }).waitFor({ state: 'attached' });
}

/** Presses a key that changes cells, and waits until that is saved. */
export async function pressUntilSaved(page, key) {
  const saved = page.waitForResponse(
    (response) => response.request().postData()?.includes('mutation UpdateRows') ?? false,
  );
  await page.keyboard.press(key);
  await saved;
}

/** The texts of a column, from one row to before another one. */
export async function columnTexts(page, column, from, to) {
  const texts = [];
  for (let row = from; row < to; row++) texts.push(await cell(page, row, column).innerText());
  return texts;
}

/** Reads the clipboard, or puts a text on it. */
export function clipboard(page, text) {
  return page.evaluate(
    (given) =>
      given === undefined ? navigator.clipboard.readText() : navigator.clipboard.writeText(given),
    text,
  );
}
