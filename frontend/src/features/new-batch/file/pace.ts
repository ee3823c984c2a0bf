/** How much had been sent when. */
type Sample = { at: number; sent: number };

const window = 5_000;

/** Tells how fast something is sent, by what was sent in the last seconds. */
export class SendingPace {
  #samples: Sample[] = [];

  note(sent: number, at: number): void {
    this.#samples.push({ at, sent });
    // One sample from before the window stays, so that there is always something to compare with.
    while (this.#samples.length > 2 && this.#samples[1]!.at <= at - window) this.#samples.shift();
  }

  /** Forgets what was before a break. */
  reset(): void {
    this.#samples = [];
  }

  /** Per second; null while it can't be told yet. */
  rate(): number | null {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || !last || last.at - first.at < 500) return null;
    return ((last.sent - first.sent) / (last.at - first.at)) * 1000;
  }
}
