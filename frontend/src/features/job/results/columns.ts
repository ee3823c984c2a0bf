import { isFields } from '~/components/valueText';

/** The fields that any of the results has, in the order they first appear; empty if results are no objects. */
export function columnsOf(results: readonly unknown[]): string[] {
  const columns = new Set<string>();
  for (const result of results) {
    if (isFields(result)) for (const key of Object.keys(result)) columns.add(key);
  }
  return [...columns];
}

/** A result's value for a column; of a result that is no object, all of it in the first column. */
export function valueAt(result: unknown, column: string, first: boolean): unknown {
  if (isFields(result)) return result[column];
  return first ? result : null;
}
