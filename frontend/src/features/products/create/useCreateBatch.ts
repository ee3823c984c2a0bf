import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useMutation } from 'urql';
import { apiError, type ApiError } from '~/graphql/errors';
import { graphql, type VariablesOf } from '~/graphql/graphql';

const createBatchMutation = graphql(`
  mutation CreateBatchFromQuery($input: CreateBatchFromQueryInput!) {
    createBatchFromQuery(input: $input) {
      batch {
        id
      }
    }
  }
`);

type Input = Omit<VariablesOf<typeof createBatchMutation>['input'], 'clientKey'>;

/** Creates a batch and goes to it. Trying the same again after a failure makes no second batch. */
export function useCreateBatch() {
  const navigate = useNavigate();
  const [{ fetching }, mutate] = useMutation(createBatchMutation);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const attempt = useRef({ content: '', clientKey: '' });

  const create = async (input: Input) => {
    const content = JSON.stringify(input);
    if (attempt.current.content !== content) {
      attempt.current = { content, clientKey: newKey() };
    }
    setFailure(null);
    const { clientKey } = attempt.current;
    const { data, error } = await mutate({ input: { ...input, clientKey } });
    if (error) setFailure(apiError(error));
    if (!data) return;
    const { id } = data.createBatchFromQuery.batch;
    await navigate({ to: '/batches/$batchId', params: { batchId: id } });
  };
  return { create, busy: fetching, failure };
}

function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
