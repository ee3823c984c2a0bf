import { DetailedError, Upload, type UploadOptions } from 'tus-js-client';
import { SendingPace } from './pace';

/** Where the sending of a file stands. */
export type TransferState =
  | {
      step: 'sending';
      sent: number;
      /** Bytes per second; null while that is not known. */
      rate: number | null;
      /** True while the connection is lost and will be tried again. */
      waiting: boolean;
    }
  /** The connection was lost for too long; it can go on where it stopped. */
  | { step: 'broken'; sent: number }
  /** The server does not want the file. */
  | { step: 'refused'; reason: string }
  | { step: 'done'; uploadId: string };

/** The part of a tus client that is needed. */
export type Sender = Pick<
  Upload,
  'start' | 'abort' | 'findPreviousUploads' | 'resumeFromPreviousUpload'
>;

/** The header of the last answer that holds the upload's id. */
const idHeader = 'Upload-Id';

/** When to try again after the connection was lost; about two minutes in all. */
const retryDelays = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000, 30_000, 30_000];

/**
 * Sends a file piece by piece. What has arrived stays there: after a lost connection, and even after the page was
 * closed, the same file goes on from there.
 */
export class Transfer {
  state: TransferState = { step: 'sending', sent: 0, rate: null, waiting: false };
  readonly #sender: Sender;
  readonly #pace = new SendingPace();
  readonly #listeners = new Set<() => void>();
  #left = false;

  constructor(
    readonly file: File,
    makeSender: (file: File, options: UploadOptions) => Sender = (...args) => new Upload(...args),
    now: () => number = () => performance.now(),
  ) {
    this.#sender = makeSender(file, {
      endpoint: '/upload/',
      headers: { 'X-Sluice-Csrf': '1' },
      metadata: { filename: file.name, filetype: file.type },
      removeFingerprintOnSuccess: true,
      retryDelays,
      onShouldRetry: (error) => this.#shouldRetry(error),
      onProgress: (sent) => {
        this.#pace.note(sent, now());
        this.#become({ step: 'sending', sent, rate: this.#pace.rate(), waiting: false });
      },
      onSuccess: ({ lastResponse }) => {
        const uploadId = lastResponse.getHeader(idHeader) ?? '';
        this.#become({ step: 'done', uploadId });
      },
      onError: (error) => this.#fail(error),
    });
  }

  /** Sends the file, from where an earlier attempt stopped. */
  async start(): Promise<void> {
    const [previous] = await this.#sender.findPreviousUploads();
    if (this.#left) return;
    if (previous) this.#sender.resumeFromPreviousUpload(previous);
    this.#sender.start();
  }

  /** Goes on after the connection was lost. */
  resume(): void {
    this.#become({ step: 'sending', sent: this.#sent, rate: null, waiting: false });
    this.#sender.start();
  }

  /** Stops, and lets the server forget what it has. */
  cancel(): void {
    this.#left = true;
    // What can't be told to the server now, it forgets by itself after a day.
    this.#sender.abort(true).catch(() => undefined);
  }

  /** Stops; what has arrived stays, for when the same file is chosen again. */
  leave(): void {
    this.#left = true;
    if (this.state.step !== 'done') void this.#sender.abort();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #shouldRetry(error: DetailedError): boolean {
    if (isRefusal(error)) return false;
    this.#pace.reset();
    this.#become({ step: 'sending', sent: this.#sent, rate: null, waiting: true });
    return true;
  }

  #fail(error: Error): void {
    if (error instanceof DetailedError && !isRefusal(error)) {
      this.#become({ step: 'broken', sent: this.#sent });
      return;
    }
    const answer =
      error instanceof DetailedError ? (error.originalResponse?.getBody() ?? '').trim() : '';
    this.#become({ step: 'refused', reason: answer || 'The file can’t be read. Choose it again.' });
  }

  get #sent(): number {
    return 'sent' in this.state ? this.state.sent : 0;
  }

  #become(state: TransferState): void {
    this.state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** True if trying again can't help: the server has answered that it won't have it. */
function isRefusal({ originalResponse }: DetailedError): boolean {
  const status = originalResponse?.getStatus() ?? 0;
  // 409 and 423: the server still holds on to a connection that is gone. 507: it is full.
  return (status >= 400 && status < 500 && status !== 409 && status !== 423) || status === 507;
}
