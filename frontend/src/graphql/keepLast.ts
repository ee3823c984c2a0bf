import { mapExchange, type Exchange } from 'urql';
import { isOffline } from './errors';

/** Lets a page keep what a query read, beside the error, if the server can't be reached when it asks again. */
export function keepLast(): Exchange {
  const last = new Map<number, unknown>();
  return mapExchange({
    onOperation: ({ kind, key }) => {
      if (kind === 'teardown') last.delete(key);
    },
    onResult: (result) => {
      const { kind, key } = result.operation;
      if (kind !== 'query') return result;
      if (isOffline(result.error)) return { ...result, data: last.get(key) };
      last.set(key, result.data);
      return result;
    },
  });
}
