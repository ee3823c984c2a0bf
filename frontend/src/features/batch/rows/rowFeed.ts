import type { GridRow } from './row';

/** What has changed in a batch: these rows, or perhaps any. */
export type RowsChange = { rows: GridRow[] } | 'everything';

/** What a server tells of changes: since a moment that it gave, and where to go on from. */
export type RowNews = { cursor: string; everything: boolean; rows: GridRow[] };

/** Subscribes to news since a moment, null for from now on; answers how to stop. */
export type WatchRows = (after: string | null, onNews: (news: RowNews) => void) => () => void;

/** The changes of a batch's rows as they happen, whoever makes them. After a break it goes on where it was. */
export class RowFeed {
  readonly #watch: WatchRows;
  readonly #listeners = new Set<(change: RowsChange) => void>();
  #cursor: string | null = null;
  #stop: (() => void) | null = null;

  constructor(watch: WatchRows) {
    this.#watch = watch;
  }

  /** Follows the changes until the function that it answers is called. */
  start(): () => void {
    this.resume();
    return () => {
      this.#stop?.();
      this.#stop = null;
    };
  }

  /** Asks for what comes after the last news: a subscription that broke would begin where it began first. */
  resume(): void {
    this.#stop?.();
    this.#stop = this.#watch(this.#cursor, ({ cursor, everything, rows }) => {
      this.#cursor = cursor;
      if (everything || rows.length > 0) this.#tell(everything ? 'everything' : { rows });
    });
  }

  onChange(listener: (change: RowsChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(change: RowsChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
