import { Client, fetchExchange } from 'urql';

type Answer = { data: object } | { errors: { message: string; extensions: object }[] };

/** A request as the fake server got it. */
export type FakeRequest = { operationName: string; variables: Record<string, unknown> };

/** A client whose server answers each operation, by its name, as the test says. */
export function fakeApi(answers: Record<string, (variables: Record<string, unknown>) => Answer>) {
  const requests: FakeRequest[] = [];
  const client = new Client({
    url: 'http://localhost/graphql',
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetch: (_url, init) => {
      const request = JSON.parse(init?.body as string) as FakeRequest;
      requests.push(request);
      const answer = answers[request.operationName];
      if (!answer) throw new Error(`The test has no answer to ${request.operationName}.`);
      return Promise.resolve(Response.json(answer(request.variables)));
    },
  });
  return { client, requests };
}
