import { Button, EmptyState } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { CombinedError } from 'urql';
import { apiError } from '~/graphql/errors';

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
    <EmptyState
      role="alert"
      py="xl"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={title}
      description={apiError(error).message}
    >
      <EmptyState.Actions>
        <Button variant="default" onClick={onRetry}>
          Try again
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}
