import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useMutation, type TypedDocumentNode } from 'urql';
import { apiError, type ApiError } from '~/graphql/errors';

/** Creates a batch in one of the API's ways and goes to it. Trying the same again after a failure makes no second batch. */
export function useCreateBatch<Data, Input extends { clientKey?: string | null | undefined }>(
  mutation: TypedDocumentNode<Data, { input: Input }>,
  batchOf: (data: Data) => { id: string },
) {
  const navigate = useNavigate();
  const [{ fetching }, mutate] = useMutation(mutation);
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
    await navigate({ to: '/batches/$batchId', params: { batchId: batchOf(data).id } });
  };
  return { create, busy: fetching, failure };
}

/** A text that nobody has thought of before. */
export function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
