import type { GridPort, RowValues } from './port';
import type { GridRow, RowColumn } from './row';

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
  #pages = new Map<number, Promise<GridRow[]>>();
  readonly #placeOf = new Map<string, number>();
  readonly #rows = new Map<number, GridRow>();
  readonly #unsaved = new Map<string, RowValues>();
  readonly #listeners = new Set<(rows: GridRow[]) => void>();

  constructor(columns: readonly RowColumn[], fetchRows: FetchRows, findRows: FindRows) {
    this.columns = columns;
    this.#fetch = fetchRows;
    this.#find = findRows;
  }

  rowAt(index: number): GridRow | undefined {
    const row = this.#rows.get(index);
    return row && this.#withUnsaved(row);
  }

  rowById(id: string): GridRow | undefined {
    const place = this.#placeOf.get(id);
    return place === undefined ? undefined : this.rowAt(place);
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

  /** Makes the next load ask the server again. What is shown stays until then. */
  expire(): void {
    this.#pages = new Map();
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
    try {
      const { rows, total } = await this.#fetch(page * pageSize, pageSize);
      this.total = total;
      rows.forEach((row, index) => this.#place(row, page * pageSize + index));
      return rows;
    } catch (error) {
      pages.delete(page);
      throw error;
    }
  }

  #place(row: GridRow, index: number): void {
    const known = this.#rows.get(this.#placeOf.get(row.id) ?? -1);
    const newest = known?.id === row.id && known.version > row.version ? known : row;
    this.#rows.set(index, newest);
    this.#placeOf.set(row.id, index);
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
        if (row && this.#placeOf.get(row.id) === index) this.#placeOf.delete(row.id);
        this.#rows.delete(index);
      }
    }
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
