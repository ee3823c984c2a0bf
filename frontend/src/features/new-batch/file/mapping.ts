import { graphql, type ResultOf } from '~/graphql/graphql';
import type { Inspection } from './inspection';

export const lineFieldFragment = graphql(`
  fragment LineFieldForm on LineField @_unmask {
    column
    title
    required
    matches
  }
`);

/** A value that a line of a file can give. */
export type LineField = ResultOf<typeof lineFieldFragment>;

/** The column of the file that each field comes from, by field; a field without one is left out. */
export type Mapping = Record<string, string>;

/** What the user has chosen for some of the fields; empty for no column. */
export type MappingChoices = Record<string, string>;

/** What holds: what the user has chosen, as far as the file has such columns, else what is suggested. */
export function currentMapping(
  fields: readonly LineField[],
  {
    mapping,
    format,
  }: Pick<Inspection, 'mapping'> & { format: Pick<Inspection['format'], 'columns'> },
  choices: MappingChoices,
): Mapping {
  const names = new Set(format.columns.map(({ name }) => name));
  const suggested = new Map(mapping.map(({ field, column }) => [field, column]));
  const current: Mapping = {};
  for (const { column: field } of fields) {
    const chosen = choices[field];
    const possible = chosen === '' || (chosen !== undefined && names.has(chosen));
    const column = possible ? chosen : (suggested.get(field) ?? '');
    if (column !== '') current[field] = column;
  }
  return current;
}

/** What is wrong with a mapping, by field; empty if nothing is. */
export function checkMapping(
  fields: readonly LineField[],
  mapping: Mapping,
): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { column: field, required } of fields) {
    if (required && !mapping[field]) errors[field] = 'Needed';
  }
  const finders = fields.filter(({ matches }) => matches);
  if (finders.length > 0 && !finders.some(({ column }) => mapping[column])) {
    for (const { column } of finders)
      errors[column] ??= 'Needed, this or another that finds products';
  }
  return errors;
}

export function mappingInput(mapping: Mapping): { field: string; column: string }[] {
  return Object.entries(mapping).map(([field, column]) => ({ field, column }));
}

/** The titles of the fields that come from a column. */
export function fieldsFrom(
  fields: readonly LineField[],
  mapping: Mapping,
  column: string,
): string[] {
  return fields.filter((field) => mapping[field.column] === column).map(({ title }) => title);
}
