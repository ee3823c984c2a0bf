/** What people can change in the header of a batch; null: no such day. */
interface Details {
  description: string;
  notes: string;
  dueOn: string | null;
  purgeOn: string | null;
}

/** What a form changes. Fields that it lacks, and those left as they were, stay. */
export function changesOf(before: Details, form: FormData): Partial<Details> {
  const changes: Partial<Details> = {};
  for (const field of ['description', 'notes'] as const) {
    const text = form.get(field);
    if (typeof text === 'string' && text !== before[field]) changes[field] = text;
  }
  for (const field of ['dueOn', 'purgeOn'] as const) {
    const day = form.get(field);
    if (typeof day === 'string' && day !== (before[field] ?? '')) changes[field] = day || null;
  }
  return changes;
}
