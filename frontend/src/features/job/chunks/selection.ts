/** The numbers of the selected chunks. */
export type Selection = ReadonlySet<number>;

/** The selection with one chunk in it that was not, or without one that was. */
export function toggled(selection: Selection, number: number): Selection {
  const next = new Set(selection);
  if (!next.delete(number)) next.add(number);
  return next;
}
