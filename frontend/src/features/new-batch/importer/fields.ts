import type { FileFormat } from '../file/inspection';
import type { LineField, Mapping } from '../file/mapping';
import type { Importer } from './importers';

type ImporterField = Importer['fields'][number];

/** An importer's fields as those of a file's lines. */
export function lineFields(fields: readonly ImporterField[]): LineField[] {
  return fields.map(({ name, title, key }) => ({
    column: name,
    title,
    required: key,
    matches: false,
  }));
}

/** The columns whose names say which field they are. */
export function guessMapping(
  fields: readonly ImporterField[],
  columns: readonly { name: string }[],
): { field: string; column: string }[] {
  const free = new Map(columns.map(({ name }) => [plain(name), name]));
  const guesses: { field: string; column: string }[] = [];
  for (const { name, title, synonyms } of fields) {
    const called = [name, title, ...synonyms].map(plain).find((word) => free.has(word));
    if (called === undefined) continue;
    guesses.push({ field: name, column: free.get(called)! });
    free.delete(called);
  }
  return guesses;
}

/** A mapping as importers take it: by what the file itself calls its columns. */
export function importerMapping(
  mapping: Mapping,
  columns: Pick<FileFormat['columns'][number], 'name' | 'header'>[],
): Mapping {
  const headers = new Map(columns.map(({ name, header }) => [name, header || name]));
  return Object.fromEntries(
    Object.entries(mapping).map(([field, name]) => [field, headers.get(name) ?? name]),
  );
}

/** A name without what people write now in one way and now in another. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
