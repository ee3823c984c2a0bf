// Reads what the address bar holds, which may be anything, whatever the types say.

/** A text; numbers and such, as the router parses them, become text again. */
export function textParam(raw: unknown): string {
  if (typeof raw === 'string') return raw;
  if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw);
  return '';
}

/** One of the options, else the first of them. */
export function choiceParam<T>(raw: unknown, options: readonly [T, ...T[]]): T {
  return options.find((option) => option === raw) ?? options[0];
}

/** Those texts of a list that are among the options, if options are given. */
export function listParam<T extends string = string>(raw: unknown, options?: readonly T[]): T[] {
  const items = (Array.isArray(raw) ? raw : [raw]).map(textParam).filter((item) => item !== '');
  return (options ? items.filter((item) => options.includes(item as T)) : items) as T[];
}

export function flagParam(raw: unknown): boolean {
  return raw === true;
}
