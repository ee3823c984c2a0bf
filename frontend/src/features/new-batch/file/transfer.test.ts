import { DetailedError, type UploadOptions } from 'tus-js-client';
import { Transfer, type Sender } from './transfer';

/** A transfer whose way to the server the test plays. */
function aTransfer(previous: Awaited<ReturnType<Sender['findPreviousUploads']>> = []) {
  const sender = {
    start: vi.fn(),
    abort: vi.fn(() => Promise.resolve()),
    findPreviousUploads: () => Promise.resolve(previous),
    resumeFromPreviousUpload: vi.fn(),
  };
  let options: UploadOptions = {};
  let now = 0;
  const transfer = new Transfer(
    new File(['a,b\n'], 'prices.csv', { type: 'text/csv' }),
    (_file, given) => {
      options = given;
      return sender;
    },
    () => now,
  );
  return {
    transfer,
    sender,
    options,
    progress: (sent: number, at: number) => {
      now = at;
      options.onProgress?.(sent, 100);
    },
  };
}

function failure(status: number | null, body = ''): DetailedError {
  const error = Object.create(DetailedError.prototype) as DetailedError;
  const response = { getStatus: () => status, getBody: () => body, getHeader: () => undefined };
  return Object.assign(error, {
    originalResponse: status === null ? null : response,
  } as Partial<DetailedError>);
}

const answered = (headers: Record<string, string>) => ({
  lastResponse: {
    getStatus: () => 204,
    getBody: () => '',
    getHeader: (name: string) => headers[name],
    getUnderlyingObject: () => null,
  },
});

test('tells how far it is and what came of it', async () => {
  const { transfer, options, progress } = aTransfer();
  await transfer.start();
  progress(0, 0);
  progress(50, 1_000);
  expect(transfer.state).toEqual({ step: 'sending', sent: 50, rate: 50, waiting: false });
  options.onSuccess?.(answered({ 'Upload-Id': 'VXBsb2FkOjE' }));
  expect(transfer.state).toEqual({ step: 'done', uploadId: 'VXBsb2FkOjE' });
});

test('goes on with what an earlier attempt left', async () => {
  const previous = {
    size: 4,
    metadata: {},
    creationTime: '',
    urlStorageKey: 'key',
    uploadUrl: '/upload/1',
    parallelUploadUrls: null,
  };
  const { transfer, sender } = aTransfer([previous]);
  await transfer.start();
  expect(sender.resumeFromPreviousUpload).toHaveBeenCalledWith(previous);
  expect(sender.start).toHaveBeenCalledOnce();
});

test.each([null, 409, 423, 500, 502])('tries again after the answer %s', (status) => {
  const { transfer, options, progress } = aTransfer();
  progress(10, 0);
  expect(options.onShouldRetry?.(failure(status), 0, options)).toBe(true);
  expect(transfer.state).toEqual({ step: 'sending', sent: 10, rate: null, waiting: true });
});

test.each([400, 401, 403, 413, 507])('takes the answer %s for the last word', (status) => {
  const { transfer, options } = aTransfer();
  const error = failure(status, 'The store is full.\n');
  expect(options.onShouldRetry?.(error, 0, options)).toBe(false);
  options.onError?.(error);
  expect(transfer.state).toEqual({ step: 'refused', reason: 'The store is full.' });
});

test('can be resumed when the connection stayed away too long', () => {
  const { transfer, sender, options, progress } = aTransfer();
  progress(10, 0);
  options.onError?.(failure(null));
  expect(transfer.state).toEqual({ step: 'broken', sent: 10 });
  transfer.resume();
  expect(transfer.state).toMatchObject({ step: 'sending', sent: 10 });
  expect(sender.start).toHaveBeenCalledOnce();
});

test('lets the server forget what was canceled', () => {
  const { transfer, sender } = aTransfer();
  transfer.cancel();
  expect(sender.abort).toHaveBeenCalledWith(true);
});

test('sends nothing when the page was left before it began', async () => {
  const { transfer, sender } = aTransfer();
  const begun = transfer.start();
  transfer.leave();
  await begun;
  expect(sender.start).not.toHaveBeenCalled();
});
