import { useMutation } from 'urql';
import { apiError } from '~/graphql/errors';
import { graphql } from '~/graphql/graphql';
import type { ScanAnswer, SendScan } from './scanQueue';

const quickEntryMutation = graphql(`
  mutation QuickEntry($batchId: ID!, $code: String!) {
    quickEntry(input: { batchId: $batchId, code: $code }) {
      new
      row {
        id
        values
        product {
          id
          description
        }
      }
    }
  }
`);

/** Sends codes to a batch; `countColumn` is what counts how often one was scanned. */
export function useSendScan(batchId: string, countColumn: string | null): SendScan {
  const [, enter] = useMutation(quickEntryMutation);
  return async (code) => {
    const { data, error } = await enter({ batchId, code });
    if (!data) {
      const { code: kind, message } = error
        ? apiError(error)
        : { code: 'INTERNAL' as const, message: 'There was no answer.' };
      return { refused: message, again: kind === 'OFFLINE' };
    }
    const { row, new: made } = data.quickEntry;
    const values = row.values as Record<string, unknown>;
    const count = countColumn === null ? undefined : values[countColumn];
    return { answer: answerOf(made, row.product?.description ?? null, count) };
  };
}

function answerOf(made: boolean, product: string | null, count: unknown): ScanAnswer {
  const counted =
    typeof count === 'number' || typeof count === 'string' ? `now ${count}` : 'there already';
  return {
    sound: product === null ? 'unknown' : made ? 'new' : 'found',
    text: made ? 'added' : counted,
    product: product ?? 'No product has this code',
  };
}
