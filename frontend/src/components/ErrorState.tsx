import type { CombinedError } from 'urql';
import { apiError } from '~/graphql/errors';
import { Problem } from './Problem';

/** Stands where content would be that could not be read, and lets the user try again. */
export function ErrorState({
  title,
  error,
  onRetry,
}: {
  title: string;
  error: CombinedError;
  onRetry: () => void;
}) {
  return (
    <Problem
      title={title}
      description={apiError(error).message}
      action="Try again"
      onAction={onRetry}
    />
  );
}
