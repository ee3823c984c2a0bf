import type { GridPort, RowValues } from './port';
import type { GridRow, RowColumn } from './row';
import type { Standing } from './standing';

/** Reads some rows from the server, and how many there are. */
export type FetchRows = (
  offset: number,
  first: number,
) => Promise<{ rows: GridRow[]; total: number }>;

/** Reads rows by their ids, at most 500. */
export type FindRows = (ids: string[]) => Promise<GridRow[]>;

export const pageSize = 100;
const keptPages = 40;
const mostAtOnce = 500;

/** Rows of a batch, fetched page by page as they are asked for; keeps the pages used last. */
export class RowStore implements GridPort {
  readonly columns: readonly RowColumn[];
  total: number | undefined;
  readonly #fetch: FetchRows;
  readonly #find: FindRows;
  readonly #standing: Standing;
  #pages = new Map<number, Promise<GridRow[]>>();
  readonly #placeOf = new Map<string, number>();
  readonly #rows = new Map<number, GridRow>();
  /** What the rows' places were due to when they were read, by id. */
  readonly #stood = new Map<string, string>();
  #loading = 0;
  /** Rows that were taken in while pages are on their way. */
  readonly #news = new Map<string, GridRow>();
  readonly #unsaved = new Map<string, RowValues>();
  readonly #listeners = new Set<(rows: GridRow[]) => void>();

  constructor(
    columns: readonly RowColumn[],
    fetchRows: FetchRows,
    findRows: FindRows,
    standing: Standing,
  ) {
    this.columns = columns;
    this.#fetch = fetchRows;
    this.#find = findRows;
    this.#standing = standing;
  }

  rowAt(index: number): GridRow | undefined {
    const row = this.#rows.get(index);
    return row && this.#withUnsaved(row);
  }

  rowById(id: string): GridRow | undefined {
    const place = this.placeOf(id);
    return place === undefined ? undefined : this.rowAt(place);
  }

  /** Where a row stands, if it is loaded. */
  placeOf(id: string): number | undefined {
    return this.#placeOf.get(id);
  }

  /** The rows at places `from` to before `to`; fetches those that are not loaded, and keeps them. */
  async load(from: number, to: number): Promise<GridRow[]> {
    const pages: Promise<GridRow[]>[] = [];
    for (let page = Math.floor(from / pageSize); page * pageSize < to; page++) {
      pages.push(this.#page(page));
    }
    const rows = (await Promise.all(pages)).flat();
    const skipped = from % pageSize;
    return rows.slice(skipped, skipped + to - from).map((row) => this.rowById(row.id) ?? row);
  }

  known(from: number, to: number): GridRow[] | undefined {
    const rows: GridRow[] = [];
    for (let index = from; index < Math.min(to, this.total ?? to); index++) {
      const row = this.rowAt(index);
      if (!row) return undefined;
      rows.push(row);
    }
    return rows;
  }

  async read(from: number, to: number): Promise<GridRow[]> {
    const known = this.known(from, to);
    if (known) return known;
    const rows: GridRow[] = [];
    for (let at = from; at < to; at += mostAtOnce) {
      const { rows: some } = await this.#fetch(at, Math.min(mostAtOnce, to - at));
      rows.push(...some);
      if (some.length === 0) break;
    }
    return rows;
  }

  async find(ids: string[]): Promise<GridRow[]> {
    const rows: GridRow[] = [];
    for (let at = 0; at < ids.length; at += mostAtOnce) {
      rows.push(...(await this.#find(ids.slice(at, at + mostAtOnce))));
    }
    this.putRows(rows);
    return rows;
  }

  putRows(rows: GridRow[]): void {
    const changed = rows.filter((row) => this.#put(row)).map((row) => this.#withUnsaved(row));
    this.#tell(changed);
  }

  paint(id: string, values: RowValues | null): void {
    if (values) this.#unsaved.set(id, values);
    else this.#unsaved.delete(id);
    const row = this.rowById(id);
    if (row) this.#tell([row]);
  }

  /** Makes the next load ask the server again, for the pages from a place on. What is shown stays until then. */
  expire(from = 0): void {
    const kept = [...this.#pages].filter(([page]) => (page + 1) * pageSize <= from);
    this.#pages = new Map(kept);
  }

  /**
   * Takes in rows that have changed on the server. Answers false if by that others may stand elsewhere, or have come
   * or gone: those places have expired then, and no others.
   */
  takeIn(rows: GridRow[]): boolean {
    // Pages on their way may have been read before.
    if (this.#loading > 0) for (const row of rows) this.#news.set(row.id, row);
    this.putRows(rows);
    if (rows.every((row) => this.#stays(row))) return true;
    this.expire(this.#standing.fixed ? this.total : 0);
    return false;
  }

  /** Counts the rows again where new ones come behind the others. */
  async count(): Promise<void> {
    if (this.#standing.fixed && this.total !== undefined) {
      await this.load(this.total, this.total + 1);
    }
  }

  /** Calls back with rows that have changed where they stand. */
  onChange(listener: (rows: GridRow[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #page(page: number): Promise<GridRow[]> {
    const known = this.#pages.get(page);
    // Set anew, so that the map's order tells which page was used last.
    this.#pages.delete(page);
    const rows = known ?? this.#fetchPage(page);
    this.#pages.set(page, rows);
    this.#forgetOldPages();
    return rows;
  }

  async #fetchPage(page: number): Promise<GridRow[]> {
    const pages = this.#pages;
    this.#loading++;
    try {
      const { rows, total } = await this.#fetch(page * pageSize, pageSize);
      this.total = total;
      const stood = rows.map(this.#standing.of);
      rows
        .map((row) => this.#newest(row))
        .forEach((row, index) => this.#place(row, page * pageSize + index, stood[index]!));
      return rows;
    } catch (error) {
      pages.delete(page);
      throw error;
    } finally {
      if (--this.#loading === 0) this.#news.clear();
    }
  }

  /** True if a row stands where it stood when its page was read, and no other one does not. */
  #stays({ id, sequence }: GridRow): boolean {
    const known = this.#rows.get(this.#placeOf.get(id) ?? -1);
    if (known) return this.#standing.of(known) === this.#stood.get(id);
    return this.#standing.fixed && sequence <= (this.total ?? Infinity);
  }

  #newest(row: GridRow): GridRow {
    const known = [this.#rows.get(this.#placeOf.get(row.id) ?? -1), this.#news.get(row.id)];
    return known.reduce<GridRow>(
      (best, other) => (other && other.version > best.version ? other : best),
      row,
    );
  }

  #place(row: GridRow, index: number, stood: string): void {
    const before = this.#rows.get(index);
    if (before && this.#placeOf.get(before.id) === index) this.#forgetPlace(before.id);
    this.#rows.set(index, row);
    this.#placeOf.set(row.id, index);
    this.#stood.set(row.id, stood);
  }

  #put(row: GridRow): boolean {
    const place = this.#placeOf.get(row.id);
    const known = place === undefined ? undefined : this.#rows.get(place);
    if (place === undefined || !known || known.version > row.version) return false;
    this.#rows.set(place, row);
    return true;
  }

  #forgetOldPages(): void {
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= keptPages) return;
      this.#pages.delete(page);
      for (let index = page * pageSize; index < (page + 1) * pageSize; index++) {
        const row = this.#rows.get(index);
        if (row && this.#placeOf.get(row.id) === index) this.#forgetPlace(row.id);
        this.#rows.delete(index);
      }
    }
  }

  #forgetPlace(id: string): void {
    this.#placeOf.delete(id);
    this.#stood.delete(id);
  }

  #withUnsaved(row: GridRow): GridRow {
    const unsaved = this.#unsaved.get(row.id);
    return unsaved ? { ...row, values: { ...row.values, ...unsaved } } : row;
  }

  #tell(rows: GridRow[]): void {
    if (rows.length === 0) return;
    for (const listener of this.#listeners) listener(rows);
  }
}
