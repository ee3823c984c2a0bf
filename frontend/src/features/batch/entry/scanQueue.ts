import type { Sound } from './sounds';

/** What came of a scan. */
export type ScanAnswer = {
  sound: Sound;
  /** In words: "added", "now 3". */
  text: string;
  /** What the code is of, as far as that is known. */
  product: string;
};

/** A code that was scanned or typed. */
export type Scan = {
  /** Tells it from others of the same code. */
  key: number;
  code: string;
} & (
  | { state: 'waiting' }
  | { state: 'answered'; answer: ScanAnswer }
  /** The server said no; or, if `again`, could not be asked. */
  | { state: 'refused'; reason: string; again: boolean }
);

/** Sends a code; a refusal comes as `refused`. */
export type SendScan = (
  code: string,
) => Promise<{ answer: ScanAnswer } | { refused: string; again: boolean }>;

const mostShown = 30;

/**
 * Codes on their way to the server: one after another, in the order in which they were scanned, however fast they
 * come. When the server can't be reached, the rest waits until the user goes on, so that none is lost.
 */
export class ScanQueue {
  /** The newest first; what is done is forgotten after a while. */
  scans: readonly Scan[] = [];
  #send: SendScan;
  #onAnswer: (sound: Sound) => void;
  readonly #listeners = new Set<() => void>();
  #last = 0;
  #sending = false;

  constructor(send: SendScan, onAnswer: (sound: Sound) => void) {
    this.#send = send;
    this.#onAnswer = onAnswer;
  }

  /** Has the scans that follow sent and answered in another way. */
  attach(send: SendScan, onAnswer: (sound: Sound) => void): void {
    this.#send = send;
    this.#onAnswer = onAnswer;
  }

  add(code: string): void {
    this.#last++;
    this.#put([{ key: this.#last, code, state: 'waiting' }, ...this.scans]);
    if (!this.#stuck) void this.#work();
  }

  /** Sends again what could not be sent, and what waits behind it. */
  goOn(): void {
    this.#put(this.scans.map((scan) => (isStuck(scan) ? waiting(scan) : scan)));
    void this.#work();
  }

  get waiting(): number {
    return this.scans.filter(({ state }) => state === 'waiting').length;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get #stuck(): boolean {
    return this.scans.some(isStuck);
  }

  async #work(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    for (let next = this.#oldest(); next && !this.#stuck; next = this.#oldest()) {
      const { key, code } = next;
      const came = await this.#send(code);
      this.#replace(
        'answer' in came
          ? { key, code, state: 'answered', answer: came.answer }
          : { key, code, state: 'refused', reason: came.refused, again: came.again },
      );
      this.#onAnswer('answer' in came ? came.answer.sound : 'unknown');
    }
    this.#sending = false;
  }

  #oldest(): Scan | undefined {
    return this.scans.findLast(({ state }) => state === 'waiting');
  }

  #replace(done: Scan): void {
    this.#put(this.scans.map((scan) => (scan.key === done.key ? done : scan)));
  }

  #put(scans: readonly Scan[]): void {
    this.scans = scans.filter((scan, index) => index < mostShown || isOpen(scan));
    for (const listener of this.#listeners) listener();
  }
}

function isStuck(scan: Scan): boolean {
  return scan.state === 'refused' && scan.again;
}

function isOpen(scan: Scan): boolean {
  return scan.state === 'waiting' || isStuck(scan);
}

function waiting({ key, code }: Scan): Scan {
  return { key, code, state: 'waiting' };
}
