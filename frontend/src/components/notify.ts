import { notifications } from '@mantine/notifications';
import type { CombinedError } from 'urql';
import { apiError } from '~/graphql/errors';

const closeButtonProps = { 'aria-label': 'Close the message' };

/** Tells in passing that something worked. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'green', role: 'status', closeButtonProps });
}

/** Tells that something did not work, and why. Stays until it is closed. */
export function notifyFailed(title: string, error: CombinedError | string): void {
  const message = typeof error === 'string' ? error : apiError(error).message;
  notifications.show({
    title,
    message,
    color: 'red',
    autoClose: false,
    role: 'alert',
    closeButtonProps,
  });
}
