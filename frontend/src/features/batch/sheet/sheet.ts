import { plural } from '~/components/format';
import {
  EditQueue,
  type Conflict,
  type Outcome,
  type RowPatch,
  type SaveRows,
} from '../rows/editQueue';
import type { GridPort } from '../rows/port';
import type { GridRow } from '../rows/row';
import type { SheetColumn } from './column';
import { patchRows, type Patches } from './patch';
import { planPaste, type CellTexts } from './paste';
import { extentOf, type Box } from './range';
import { Refusals } from './refusals';
import { formatTsv, parseTsv } from './tsv';
import { inverse, replay, UndoStack, type CellChange, type Step } from './undo';

/** What is to be shown of the work on a sheet. */
export type SheetState = {
  /** What became of the last gesture, in words. */
  message: string;
  conflicts: readonly Conflict[];
  canUndo: boolean;
  canRedo: boolean;
};

/** Tells that something was not done, and why. */
export type Complain = (title: string, reasons: string[]) => void;

/** What people do with cells: in words for when it is done, and for the list of what can be undone. */
type Gesture = { done: string; what: string };

const gestures = {
  edit: { done: 'Changed', what: 'editing' },
  paste: { done: 'Pasted into', what: 'pasting into' },
  fill: { done: 'Filled down', what: 'filling down' },
  clear: { done: 'Cleared', what: 'clearing' },
} satisfies Record<string, Gesture>;

const mostRows = 10_000;
const mostCells = 100_000;
const mostText = 20_000_000;

/** The cells of a batch as a spreadsheet: each gesture is saved at once, answered for, and can be undone. */
export class Sheet {
  state: SheetState = { message: '', conflicts: [], canUndo: false, canRedo: false };
  /** Cells with a text that was not taken. */
  readonly refusals = new Refusals();
  #port: GridPort;
  readonly #queue: EditQueue;
  readonly #complain: Complain;
  readonly #undo = new UndoStack();
  readonly #listeners = new Set<() => void>();
  #lastStep: Promise<void> = Promise.resolve();

  constructor(port: GridPort, save: SaveRows, complain: Complain) {
    this.#port = port;
    this.#queue = new EditQueue(port, save);
    this.#complain = complain;
  }

  /** Goes on with the rows of another filter or order. */
  use(port: GridPort): void {
    this.#port = port;
    this.#queue.use(port);
  }

  /** Calls back after each change of the state. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Writes a text into a cell of a row as it was when the user began to type. */
  async edit(base: GridRow, column: SheetColumn, text: string): Promise<void> {
    const cell: Box = { top: 0, left: 0, bottom: 0, right: 0 };
    await this.#apply(
      gestures.edit,
      patchRows([base], cell, [column], () => text),
    );
  }

  /** Pastes copied text over the selected cells. */
  async paste(text: string, selected: Box, columns: readonly SheetColumn[]): Promise<void> {
    if (text.length > mostText) return this.#complain('Not pasted', ['That is too much text.']);
    const texts = parseTsv(text);
    if (texts.length === 0) return;
    const extent = { rows: this.#port.total ?? 0, columns: columns.length };
    const { box, textAt, cut } = planPaste(texts, selected, extent);
    await this.#write(gestures.paste, box, columns, textAt);
    const left = [
      cut.rows > 0 && plural(cut.rows, 'row'),
      cut.columns > 0 && plural(cut.columns, 'column'),
    ].filter((part) => part !== false);
    if (left.length > 0)
      this.#complain('Not all of it was pasted', [`${left.join(' and ')} did not fit.`]);
  }

  /** Fills the selected cells with those of their first row; a single row with the row above it. */
  async fillDown(selected: Box, columns: readonly SheetColumn[]): Promise<void> {
    const above = selected.top === selected.bottom;
    const from = above ? selected.top - 1 : selected.top;
    if (from < 0) return;
    const [source] = await this.#read(from, from + 1);
    if (!source) return;
    const box = above ? selected : { ...selected, top: selected.top + 1 };
    const editable = ({ column }: { column: number }) => columns[column]?.values?.editable;
    await this.#write(gestures.fill, box, columns, (place) =>
      editable(place) ? columns[place.column]?.text(source) : undefined,
    );
  }

  /** Empties the selected cells. */
  async clear(selected: Box, columns: readonly SheetColumn[]): Promise<void> {
    await this.#write(gestures.clear, selected, columns, () => '');
  }

  /** The selected cells as text for other programs; promised if their rows have to be read first, null if they are too many. */
  copy(selected: Box, columns: readonly SheetColumn[]): string | Promise<string> | null {
    if (!this.#bounded(selected, 'Not copied')) return null;
    const { top, bottom, left, right } = selected;
    const shown = columns.slice(left, right + 1);
    const format = (rows: GridRow[]) =>
      formatTsv(rows.map((row) => shown.map(({ text }) => text(row))));
    const { rows, columns: width } = extentOf(selected);
    const message = `Copied ${plural(rows * width, 'cell')}.`;
    const known = this.#port.known(top, bottom + 1);
    if (known) {
      this.#say(message);
      return format(known);
    }
    return this.#port.read(top, bottom + 1).then((read) => {
      this.#say(message);
      return format(read);
    });
  }

  /** Takes the last step back. */
  undo(): Promise<void> {
    return this.#afterSteps(() => this.#step('undone'));
  }

  /** Does again what was undone last. */
  redo(): Promise<void> {
    return this.#afterSteps(() => this.#step('done'));
  }

  /** Settles conflicts: my values after all, or theirs. */
  async settle(settled: readonly Conflict[], keep: 'mine' | 'theirs'): Promise<void> {
    const conflicts = this.state.conflicts.filter((other) => !settled.includes(other));
    this.#put({ conflicts });
    if (keep === 'theirs') return;
    const patches = new Map<string, RowPatch>();
    for (const { row, column, mine } of settled) {
      const patch = patches.get(row.id) ?? { base: row, values: {} };
      patch.values[column] = mine;
      patches.set(row.id, patch);
    }
    const made = { patches: [...patches.values()], refused: [], cells: settled.length };
    await this.#apply(gestures.edit, made);
  }

  async #write(gesture: Gesture, box: Box, columns: readonly SheetColumn[], textAt: CellTexts) {
    if (!this.#bounded(box, 'Nothing was changed')) return;
    const rows = await this.#read(box.top, box.bottom + 1);
    await this.#apply(gesture, patchRows(rows, box, columns, textAt));
  }

  async #read(from: number, to: number): Promise<GridRow[]> {
    try {
      return await this.#port.read(from, to);
    } catch {
      this.#complain('Nothing was changed', ['The rows could not be read. Try again.']);
      return [];
    }
  }

  #bounded(box: Box, title: string): boolean {
    const { rows, columns } = extentOf(box);
    if (rows <= mostRows && rows * columns <= mostCells) return true;
    const most = `At most ${plural(mostRows, 'row')} and ${plural(mostCells, 'cell')} go at once.`;
    this.#complain(title, [most]);
    return false;
  }

  /** Saves new values as one step, and says what became of them. */
  async #apply(gesture: Gesture, { patches, refused }: Patches): Promise<void> {
    // Emptied first, so that the same message is read out again.
    this.#put({ message: '', conflicts: this.#withoutCells(patches) });
    this.refusals.drop(patches);
    this.refusals.add(refused);
    const reasons = refused.map(({ row, reason }) => `Row ${row.sequence}: ${reason}`);
    if (patches.length > 0) {
      const outcome = await this.#queue.commit(patches);
      const cells = changesOf(outcome);
      const what = `${gesture.what} ${plural(cells.length, 'cell')}`;
      this.#undo.push({ what, cells });
      reasons.push(...this.#takeIn(outcome));
      this.#say(doneWords(gesture, outcome, cells.length, reasons.length));
    }
    if (reasons.length > 0) this.#complain('Not saved', reasons);
  }

  /** Takes note of what was not saved; answers why, in words. */
  #takeIn({ conflicts, refusals, error }: Outcome): string[] {
    if (conflicts.length > 0) this.#put({ conflicts: [...this.state.conflicts, ...conflicts] });
    this.refusals.add(
      refusals.flatMap(({ row, column, reason }) =>
        column === null ? [] : { row, column, text: '', reason },
      ),
    );
    return [
      ...refusals.map(({ row, reason }) => `Row ${row.sequence}: ${reason}`),
      ...(error === null ? [] : [error]),
    ];
  }

  #withoutCells(patches: Patches['patches']): Conflict[] {
    const values = new Map(patches.map((patch) => [patch.base.id, patch.values]));
    return this.state.conflicts.filter(
      ({ row, column }) => !(column in (values.get(row.id) ?? {})),
    );
  }

  #afterSteps(step: () => Promise<void>): Promise<void> {
    this.#lastStep = this.#lastStep.then(step);
    return this.#lastStep;
  }

  /** Takes the last step back, or does it again, as far as the cells still have the values it left. */
  async #step(become: 'done' | 'undone'): Promise<void> {
    await this.#queue.idle();
    const back = become === 'undone';
    const step = back ? this.#undo.takeDone() : this.#undo.takeUndone();
    if (!step) return this.#say(`There is nothing to ${back ? 'undo' : 'redo'}.`);
    this.#put({ message: '' });
    try {
      const rows = await this.#port.find([...new Set(step.cells.map(({ id }) => id))]);
      const { patches, skipped } = replay(back ? inverse(step) : step, rows, this.#port.columns);
      const outcome = await this.#queue.commit(patches);
      this.#undo.putBack({ ...step, cells: stepCells(step, outcome) }, become);
      const reasons = [...skipped.map(skippedWords), ...this.#takeIn(outcome)];
      if (reasons.length > 0) this.#complain(`Not all was ${back ? 'undone' : 'redone'}`, reasons);
      if (outcome.saved.length > 0) this.#say(`${back ? 'Undone' : 'Redone'}: ${step.what}.`);
    } catch {
      this.#undo.putBack(step, back ? 'done' : 'undone');
      this.#complain(`Not ${back ? 'undone' : 'redone'}`, [
        'The rows could not be read. Try again.',
      ]);
    }
    this.#put({});
  }

  #say(message: string): void {
    this.#put({ message });
  }

  #put(changes: Partial<SheetState>): void {
    const { done, undone } = this.#undo;
    this.state = { ...this.state, ...changes, canUndo: done > 0, canRedo: undone > 0 };
    for (const listener of this.#listeners) listener();
  }
}

function changesOf({ saved }: Outcome): CellChange[] {
  return saved.flatMap(({ base, values }) =>
    Object.entries(values).map(([column, to]) => ({
      id: base.id,
      sequence: base.sequence,
      column,
      from: base.values[column] ?? null,
      to,
    })),
  );
}

/** The cells of a step that were saved when it was replayed. */
function stepCells({ cells }: Step, { saved }: Outcome): CellChange[] {
  const values = new Map(saved.map((patch) => [patch.base.id, patch.values]));
  return cells.filter(({ id, column }) => column in (values.get(id) ?? {}));
}

function doneWords({ done }: Gesture, { saved }: Outcome, cells: number, refused: number): string {
  const [only] = saved;
  if (!only) return '';
  if (cells === 1) return `Saved row ${only.base.sequence}.`;
  const most = `${done} ${plural(cells, 'cell')}`;
  return refused > 0 ? `${most}; ${plural(refused, 'cell')} refused.` : `${most}.`;
}

function skippedWords({ sequence }: CellChange): string {
  return `Row ${sequence} has changed since then, and was left alone.`;
}
