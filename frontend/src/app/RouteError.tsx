import { Button, EmptyState } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { CombinedError } from 'urql';
import { ErrorState } from '~/components/ErrorState';

/** Shown in place of a page that could not be opened. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  if (error instanceof CombinedError) {
    return <ErrorState title="The page can’t be opened" error={error} onRetry={retry} />;
  }
  return (
    <EmptyState
      role="alert"
      py="xl"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title="Something went wrong on this page"
      description="Load it again; if it keeps happening, tell whoever runs this server."
    >
      <EmptyState.Actions>
        <Button variant="default" onClick={() => window.location.reload()}>
          Load again
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}
