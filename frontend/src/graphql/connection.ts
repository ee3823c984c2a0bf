import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

/** What is known of the live connection: `lost` from the first break until it is back. */
export type ConnectionState = 'idle' | 'open' | 'lost';

/** The state of the live connection, and how often it came back. */
export class ConnectionStatus {
  state: ConnectionState = 'idle';
  reconnects = 0;
  readonly #listeners = new Set<() => void>();

  opened(): void {
    if (this.state === 'lost') this.reconnects++;
    this.#become('open');
  }

  /** The connection broke although somebody was listening. */
  broke(): void {
    this.#become('lost');
  }

  /** The connection was closed because nobody listens any more. */
  rested(): void {
    this.#become('idle');
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #become(state: ConnectionState): void {
    this.state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** The page's one live connection. */
export const connection = new ConnectionStatus();

export function useConnectionState(): ConnectionState {
  return useSyncExternalStore(connection.subscribe, () => connection.state);
}

/** Calls back each time the live connection is there again after a break: what was missed must be read anew. */
export function useOnReconnect(callback: () => void): void {
  const reconnects = useSyncExternalStore(connection.subscribe, () => connection.reconnects);
  const onReconnect = useEffectEvent(callback);
  useEffect(() => {
    if (reconnects > 0) onReconnect();
  }, [reconnects]);
}

/** Calls back each time the live connection breaks. */
export function useOnBreak(callback: () => void): void {
  const lost = useConnectionState() === 'lost';
  const onBreak = useEffectEvent(callback);
  useEffect(() => {
    if (lost) onBreak();
  }, [lost]);
}
