import assert from 'node:assert/strict';

/** Asks the API as the page's user. */
export async function query(page, text, variables = {}) {
  const response = await page.request.post('/graphql', {
    headers: { 'X-Sluice-Csrf': '1' },
    data: { query: text, variables },
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined);
  return data;
}

/** The id of the batch that the page shows. */
export function batchId(page) {
  return decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1));
}
