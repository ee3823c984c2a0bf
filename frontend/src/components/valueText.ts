/** A JSON value as people read it: {count: 6, unit: "piece"} → "count 6 · unit piece"; {text: "pack of 6", …} → "pack of 6"; nothing → "". */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(valueText).filter(Boolean).join(', ');
  // Some objects say themselves what they are.
  if (isFields(value) && typeof value.text === 'string') return value.text;
  return Object.entries(value)
    .map(([key, inner]) => [key, valueText(inner)] as const)
    .filter(([, text]) => text !== '')
    .map(([key, text]) => `${key} ${text}`)
    .join(' · ');
}

/** True if the JSON value is an object with fields. */
export function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a field is called: "unitPrice" or "unit_price" → "Unit price". */
export function fieldLabel(key: string): string {
  const words = key
    .replaceAll(/[._]/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
