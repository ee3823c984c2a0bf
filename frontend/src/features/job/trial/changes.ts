import { isFields, valueText } from '~/components/valueText';

/** A field of an item before and after. */
export type FieldChange = { field: string; before: string; after: string; changed: boolean };

/** The fields of an item before and after, those that change first; fields that are empty on both sides are left out. */
export function fieldChanges(before: unknown, after: unknown): FieldChange[] {
  const [old, now] = [isFields(before) ? before : {}, isFields(after) ? after : {}];
  const fields = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...fields]
    .map((field) => {
      const [was, is] = [valueText(old[field]), valueText(now[field])];
      return { field, before: was, after: is, changed: was !== is };
    })
    .filter((change) => change.before !== '' || change.after !== '')
    .sort((a, b) => Number(b.changed) - Number(a.changed));
}
