import { sameCell } from './cellValue';
import type { GridPort, RowValues } from './port';
import type { CellValue, GridRow } from './row';

/** New values for a row, and the row as it was when they were thought of. */
export type RowPatch = { base: GridRow; values: RowValues };

/** A changed row as it goes to the server. */
export type RowChange = { id: string; version: number; values: RowValues };

/** What the server says to changed rows. */
export type SaveAnswer = {
  rows: GridRow[];
  rejected: {
    id: string;
    code: string;
    message: string;
    /** The column to blame, if one is. */
    field: string | null;
    row: GridRow | null;
  }[];
};

/** Saves changed rows; answers why not if nothing could be saved at all. */
export type SaveRows = (changes: RowChange[]) => Promise<SaveAnswer | { error: string }>;

/** A cell that two people have changed: the other one was faster. */
export type Conflict = { row: GridRow; column: string; mine: CellValue; theirs: CellValue };

/** A row that was not changed, and why. */
export type Refusal = { row: GridRow; column: string | null; reason: string };

/** What became of some patches. */
export type Outcome = {
  /** What was saved of them. */
  saved: RowPatch[];
  refusals: Refusal[];
  conflicts: Conflict[];
  /** Why the rest was not even looked at. */
  error: string | null;
};

const mostAtOnce = 1_000;
const mostTries = 5;

/**
 * Saves changed cells, one request after the other, so that two changes of a row never overtake each other.
 * They show at once; what the server refuses is taken back. Somebody else's change of other cells in a row is no
 * reason to refuse; of the same cell, it is a conflict.
 */
export class EditQueue {
  #port: GridPort;
  readonly #save: SaveRows;
  /** What is not answered yet, oldest first, by row. */
  readonly #waiting = new Map<string, RowPatch[]>();
  /** Versions that were made here, one upon the other, by row. */
  readonly #own = new Map<string, { since: number; version: number }>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(port: GridPort, save: SaveRows) {
    this.#port = port;
    this.#save = save;
  }

  /** Shows what waits in other rows from now on: those of another filter or order. */
  use(port: GridPort): void {
    this.#port = port;
    this.#paint([...this.#waiting.values()].flat());
  }

  /** Changes cells; each row comes once. */
  commit(patches: RowPatch[]): Promise<Outcome> {
    for (const patch of patches) this.#wait(patch);
    const outcome = this.#last.then(() => this.#saveAll(patches));
    this.#last = outcome;
    return outcome;
  }

  /** Waits until all that was committed so far is answered. */
  async idle(): Promise<void> {
    await this.#last;
  }

  async #saveAll(patches: RowPatch[]): Promise<Outcome> {
    const outcome: Outcome = { saved: [], refusals: [], conflicts: [], error: null };
    for (let from = 0; from < patches.length; from += mostAtOnce) {
      let part = patches.slice(from, from + mostAtOnce);
      for (let tries = 0; part.length > 0; tries++) {
        part = await this.#saveSome(part, outcome, tries < mostTries);
      }
    }
    return outcome;
  }

  /** Saves patches, and answers those to try again because the rows have other changes by now. */
  async #saveSome(part: RowPatch[], outcome: Outcome, again: boolean): Promise<RowPatch[]> {
    const changes = part.map(({ base, values }) => ({
      id: base.id,
      version: this.#versionOf(base),
      values,
    }));
    const answer = outcome.error === null ? await this.#save(changes) : { error: outcome.error };
    for (const patch of part) this.#settle(patch);
    if ('error' in answer) {
      outcome.error = answer.error;
      this.#paint(part);
      return [];
    }
    this.#remember(changes, answer.rows);
    this.#port.putRows(answer.rows);
    this.#port.putRows(answer.rejected.flatMap(({ row }) => row ?? []));
    const rejected = new Map(answer.rejected.map((rejection) => [rejection.id, rejection]));
    const retried: RowPatch[] = [];
    for (const patch of part) {
      const rejection = rejected.get(patch.base.id);
      if (!rejection) outcome.saved.push(patch);
      else if (again && rejection.code === 'CONFLICT' && rejection.row && !rejection.row.removed) {
        retried.push(...this.#compare(patch, rejection.row, outcome));
      } else {
        const { field: column, message: reason } = rejection;
        outcome.refusals.push({ row: rejection.row ?? patch.base, column, reason });
      }
    }
    for (const patch of retried) this.#wait(patch);
    this.#paint(part);
    return retried;
  }

  /** Tells conflicts in a row that has changed meanwhile, and answers the patch of its other cells. */
  #compare({ base, values }: RowPatch, now: GridRow, outcome: Outcome): RowPatch[] {
    const rest: RowValues = {};
    for (const [key, mine] of Object.entries(values)) {
      const column = this.#port.columns.find((candidate) => candidate.key === key);
      const theirs = now.values[key] ?? null;
      const same = (a: CellValue | undefined) => column && sameCell(column, a, theirs);
      if (same(base.values[key]) || same(mine)) rest[key] = mine;
      else outcome.conflicts.push({ row: now, column: key, mine, theirs });
    }
    return Object.keys(rest).length > 0 ? [{ base: now, values: rest }] : [];
  }

  /** The version a change of the row builds on: the one it was seen at, or what was made of that here. */
  #versionOf({ id, version }: GridRow): number {
    const own = this.#own.get(id);
    return own && version >= own.since && version < own.version ? own.version : version;
  }

  #remember(changes: RowChange[], saved: GridRow[]): void {
    const versions = new Map(changes.map(({ id, version }) => [id, version]));
    for (const { id, version } of saved) {
      const before = versions.get(id) ?? version;
      const own = this.#own.get(id);
      this.#own.set(id, { since: own?.version === before ? own.since : before, version });
    }
  }

  #wait(patch: RowPatch): void {
    const { id } = patch.base;
    this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), patch]);
    this.#paint([patch]);
  }

  #settle(patch: RowPatch): void {
    const { id } = patch.base;
    const left = this.#waiting.get(id)?.filter((other) => other !== patch) ?? [];
    if (left.length > 0) this.#waiting.set(id, left);
    else this.#waiting.delete(id);
  }

  /** Shows what waits for an answer over what is saved. */
  #paint(patches: RowPatch[]): void {
    for (const { base } of patches) {
      const waiting = this.#waiting.get(base.id)?.map(({ values }) => values);
      this.#port.paint(base.id, waiting ? (Object.assign({}, ...waiting) as RowValues) : null);
    }
  }
}
