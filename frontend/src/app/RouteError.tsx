import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { CombinedError } from 'urql';
import { ErrorState } from '~/components/ErrorState';
import { Problem } from '~/components/Problem';

/** Shown in place of a page that could not be opened. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  if (error instanceof CombinedError) {
    const retry = () => {
      reset();
      void router.invalidate();
    };
    return <ErrorState title="The page can’t be opened" error={error} onRetry={retry} />;
  }
  return (
    <Problem
      title="Something went wrong on this page"
      description="Load it again; if it keeps happening, tell whoever runs this server."
      action="Load again"
      onAction={() => window.location.reload()}
    />
  );
}
