import type { FileFormat, FormatOverrides } from './inspection';

/** What the user can say about the file as a whole. */
export type FormatChange = Omit<FormatOverrides, 'columns'>;

// Another one of these makes other columns.
const reshaping: (keyof FormatChange)[] = ['encoding', 'delimiter', 'quote', 'sheet', 'header'];

/** What was said, with something more; what was said of columns goes when there will be others. */
export function overrule(overrides: FormatOverrides, change: FormatChange): FormatOverrides {
  const { columns, ...rest } = overrides;
  const next = { ...rest, ...change };
  const keep = columns && !reshaping.some((field) => field in change);
  return keep ? { ...next, columns } : next;
}

/** What was said, with the type of a column. */
export function overruleType(
  overrides: FormatOverrides,
  name: string,
  type: string,
): FormatOverrides {
  const others = (overrides.columns ?? []).filter((column) => column.name !== name);
  return { ...overrides, columns: [...others, { name, type }] };
}

/** A format as the API takes it: what the preview has shown is what holds. */
export function formatInput({ columns, header, ...format }: FileFormat): FormatOverrides {
  return {
    ...filled(format),
    ...(header !== 0 && { header }),
    columns: columns.map(({ name, ...column }) => ({ name, ...filled(column) })),
  };
}

/** The texts that say something. */
function filled<T extends Record<string, string>>(texts: T): Partial<T> {
  const said = Object.entries(texts).filter(([, text]) => text !== '');
  return Object.fromEntries(said) as Partial<T>;
}

type Choice = { value: string; label: string };

export const encodings: Choice[] = [
  ['utf-8', 'Unicode (UTF-8)'],
  ['utf-16le', 'Unicode (UTF-16, little-endian)'],
  ['utf-16be', 'Unicode (UTF-16, big-endian)'],
  ['windows-1252', 'Western (Windows-1252)'],
  ['iso-8859-1', 'Western (ISO 8859-1)'],
  ['iso-8859-15', 'Western (ISO 8859-15)'],
  ['ibm850', 'Western (DOS 850)'],
  ['macintosh', 'Western (Macintosh)'],
  ['windows-1250', 'Central European (Windows-1250)'],
  ['iso-8859-2', 'Central European (ISO 8859-2)'],
  ['iso-8859-16', 'South-Eastern European (ISO 8859-16)'],
  ['iso-8859-3', 'South European (ISO 8859-3)'],
  ['windows-1257', 'Baltic (Windows-1257)'],
  ['iso-8859-4', 'Baltic (ISO 8859-4)'],
  ['iso-8859-13', 'Baltic (ISO 8859-13)'],
  ['iso-8859-10', 'Nordic (ISO 8859-10)'],
  ['iso-8859-14', 'Celtic (ISO 8859-14)'],
  ['windows-1251', 'Cyrillic (Windows-1251)'],
  ['iso-8859-5', 'Cyrillic (ISO 8859-5)'],
  ['windows-1253', 'Greek (Windows-1253)'],
  ['iso-8859-7', 'Greek (ISO 8859-7)'],
  ['windows-1254', 'Turkish (Windows-1254)'],
  ['iso-8859-9', 'Turkish (ISO 8859-9)'],
  ['windows-1255', 'Hebrew (Windows-1255)'],
  ['iso-8859-8', 'Hebrew (ISO 8859-8)'],
  ['windows-1256', 'Arabic (Windows-1256)'],
  ['iso-8859-6', 'Arabic (ISO 8859-6)'],
  ['windows-1258', 'Vietnamese (Windows-1258)'],
].map(([value, label]) => ({ value: value!, label: label! }));

const delimiters: Choice[] = [
  { value: ',', label: 'Comma ,' },
  { value: ';', label: 'Semicolon ;' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Pipe |' },
];

/** The usual delimiters, and the file's own if it is none of them. */
export function delimiterChoices(current: string): Choice[] {
  const known = delimiters.some(({ value }) => value === current);
  return known ? delimiters : [...delimiters, { value: current, label: `“${current}”` }];
}

export const quotes: Choice[] = [
  { value: '"', label: 'Double "' },
  { value: "'", label: "Single '" },
  { value: 'none', label: 'None' },
];

export const decimals: Choice[] = [
  { value: '', label: 'Unclear' },
  { value: '.', label: 'Point: 1,234.56' },
  { value: ',', label: 'Comma: 1.234,56' },
];

export const dateOrders: Choice[] = [
  { value: '', label: 'Unclear' },
  { value: 'dmy', label: 'Day first: 31/01/2026' },
  { value: 'mdy', label: 'Month first: 01/31/2026' },
];

export const columnTypes: Choice[] = [
  { value: 'text', label: 'Text' },
  { value: 'integer', label: 'Whole number' },
  { value: 'decimal', label: 'Number' },
  { value: 'money', label: 'Amount' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'date', label: 'Date' },
  { value: 'empty', label: 'Empty' },
];

const kinds: Record<string, string> = {
  delimited: 'Delimited text',
  xlsx: 'Excel workbook',
  jsonl: 'JSON Lines',
};

/** What kind of file it is, in words. */
export function kindTitle({ kind, compression }: FileFormat): string {
  const title = kinds[kind] ?? kind;
  return compression === 'gzip' ? `${title}, gzipped` : title;
}
