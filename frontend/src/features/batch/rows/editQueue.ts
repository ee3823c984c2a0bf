import { formatCell } from './cellValue';
import type { GridPort } from './port';
import type { CellValue, GridRow } from './row';

export type RowValues = Record<string, CellValue>;

/** A changed row as it goes to the server. */
export type RowChange = { id: string; version: number; values: RowValues };

/** What the server says to changed rows. */
export type SaveAnswer = {
  rows: GridRow[];
  rejected: {
    id: string;
    code: string;
    message: string;
    row: GridRow | null;
  }[];
};

/** Saves changed rows; answers why not if nothing could be saved at all. */
export type SaveRows = (changes: RowChange[]) => Promise<SaveAnswer | { error: string }>;

const mostAtOnce = 1_000;

/**
 * Saves edited cells one request after the other, so that two edits of a row never overtake each other.
 * Edits show at once; what the server refuses is taken back and told.
 */
export class EditQueue {
  readonly #port: GridPort;
  readonly #save: SaveRows;
  readonly #onSaved: (rows: GridRow[]) => void;
  readonly #onRefused: (messages: string[]) => void;
  readonly #waiting = new Map<string, RowValues>();
  #saving = false;

  constructor(
    port: GridPort,
    save: SaveRows,
    onSaved: (rows: GridRow[]) => void,
    onRefused: (messages: string[]) => void,
  ) {
    this.#port = port;
    this.#save = save;
    this.#onSaved = onSaved;
    this.#onRefused = onRefused;
  }

  /** Changes cells of a row. */
  async edit(id: string, values: RowValues): Promise<void> {
    this.#waiting.set(id, { ...this.#waiting.get(id), ...values });
    this.#port.paint(id, this.#waiting.get(id) ?? null);
    if (this.#saving) return;
    this.#saving = true;
    while (this.#waiting.size > 0) await this.#saveWaiting();
    this.#saving = false;
  }

  async #saveWaiting(): Promise<void> {
    const changes = this.#takeChanges();
    const answer = await this.#save(changes);
    for (const { id } of changes) this.#port.paint(id, this.#waiting.get(id) ?? null);
    if ('error' in answer) {
      this.#onRefused([answer.error]);
      return;
    }
    this.#port.putRows(answer.rows);
    this.#port.putRows(answer.rejected.flatMap(({ row }) => row ?? []));
    if (answer.rows.length > 0) this.#onSaved(answer.rows);
    const refused = answer.rejected.map((rejected) => this.#refusal(rejected, changes));
    if (refused.length > 0) this.#onRefused(refused);
  }

  #takeChanges(): RowChange[] {
    const changes: RowChange[] = [];
    for (const [id, values] of this.#waiting) {
      if (changes.length === mostAtOnce) break;
      this.#waiting.delete(id);
      const row = this.#port.rowById(id);
      if (row) changes.push({ id, version: row.version, values });
    }
    return changes;
  }

  #refusal(rejected: SaveAnswer['rejected'][number], changes: RowChange[]): string {
    const row = rejected.row ?? this.#port.rowById(rejected.id);
    const place = row ? `Row ${row.sequence}: ` : '';
    const change = changes.find(({ id }) => id === rejected.id);
    if (rejected.code !== 'CONFLICT' || !rejected.row || !change) {
      return place + rejected.message;
    }
    return place + this.#conflict(change.values, rejected.row.values);
  }

  /** Says both values of every cell in question: the one refused, and the one it has now. */
  #conflict(mine: RowValues, theirs: RowValues): string {
    const cells = this.#port.columns
      .filter(({ key }) => key in mine)
      .map((column) => {
        const yours = formatCell(column, mine[column.key]) || 'empty';
        const now = formatCell(column, theirs[column.key]) || 'empty';
        return `${column.title} is now ${now}; your ${yours} was not saved.`;
      });
    return `someone else changed it in the meantime. ${cells.join(' ')}`;
  }
}
