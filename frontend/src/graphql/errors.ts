import { CombinedError } from 'urql';

/** The codes of `extensions.code`, and two of our own for what never reached the API. */
export type ErrorCode =
  | 'INVALID'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'FORBIDDEN'
  | 'UNAUTHENTICATED'
  | 'LIMIT'
  | 'INTERNAL'
  | 'OFFLINE';

/** An error of the API, ready to be shown. */
export type ApiError = {
  code: ErrorCode;
  message: string;
  /** The input's field to blame, if one is. */
  field: string | undefined;
};

const offline: ApiError = {
  code: 'OFFLINE',
  message: 'The server can’t be reached. Check your connection and try again.',
  field: undefined,
};

/** What to tell the user of an error. */
export function apiError(error: CombinedError): ApiError {
  const first = error.graphQLErrors[0];
  if (!first) return offline;
  return {
    code: (first.extensions.code as ErrorCode | undefined) ?? 'INTERNAL',
    message: first.message,
    field: first.extensions.field as string | undefined,
  };
}

/** True if the API refused because nobody is signed in. */
export function isUnauthenticated(error: CombinedError | undefined): boolean {
  return error !== undefined && apiError(error).code === 'UNAUTHENTICATED';
}

/** True if the server could not be reached, or did not answer as the API does. */
export function isOffline(error: CombinedError | undefined): boolean {
  return error !== undefined && apiError(error).code === 'OFFLINE';
}
