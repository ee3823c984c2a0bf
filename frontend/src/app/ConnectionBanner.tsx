import { Alert, Loader } from '@mantine/core';
import { useConnectionState } from '~/graphql/connection';

/** Says that nothing live comes in for now. */
export function ConnectionBanner() {
  const lost = useConnectionState() === 'lost';
  return (
    <div role="status">
      {lost && (
        <Alert
          mb="md"
          color="orange"
          variant="light"
          icon={<Loader size={18} color="orange" />}
          title="Reconnecting to the server…"
        >
          What you see may be out of date. Work that is running goes on by itself.
        </Alert>
      )}
    </div>
  );
}
