import { Client, createRequest, fetchExchange, type OperationResult } from 'urql';
import { keepLast } from './keepLast';

const question = createRequest('query Viewer { viewer { id } }', {});

const refused = { errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN' } }] };

/** Asks as often as there are answers, for a page that goes on showing them; null stands for a lost connection. */
async function ask(answers: (object | null)[]): Promise<OperationResult[]> {
  const client = new Client({
    url: 'http://localhost/graphql',
    exchanges: [keepLast(), fetchExchange],
    preferGetMethod: false,
    fetch: () => {
      const answer = answers[results.length];
      return answer
        ? Promise.resolve(Response.json(answer))
        : Promise.reject(new TypeError('Lost.'));
    },
  });
  const results: OperationResult[] = [];
  const operation = client.createRequestOperation('query', question);
  const page = client.executeRequestOperation(operation).subscribe((result) => {
    if (!result.stale) results.push(result);
  });
  for (let asked = 1; asked <= answers.length; asked++) {
    if (asked > 1) client.reexecuteOperation(operation);
    await vi.waitFor(() => expect(results).toHaveLength(asked));
  }
  page.unsubscribe();
  return results;
}

test('keeps what was read, beside the error, while the server can’t be reached', async () => {
  const data = { viewer: { id: '1' } };
  const [, lost, still] = await ask([{ data }, null, null]);
  expect(lost).toMatchObject({ data, error: { networkError: { message: 'Lost.' } } });
  expect(still).toMatchObject({ data, error: { networkError: { message: 'Lost.' } } });
});

test('has nothing to show if nothing was read before', async () => {
  const [lost] = await ask([null]);
  expect(lost?.data).toBeUndefined();
});

test('keeps nothing that the server refuses to show', async () => {
  const [, no] = await ask([{ data: { viewer: { id: '1' } } }, refused]);
  expect(no?.data).toBeUndefined();
});
