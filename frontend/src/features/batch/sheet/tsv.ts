// Tab-separated text, as spreadsheet programs put it on the clipboard.

/** Reads rows of cells. Cells with tabs or line breaks are in quotes, with their own quotes doubled. */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = readCell(text, at);
    cells.push(cell.text);
    at = cell.end;
    if (text[at] === '\t') {
      at++;
      if (at === text.length) cells.push('');
      else continue;
    } else if (text.startsWith('\r\n', at)) at += 2;
    else at++;
    rows.push(cells);
    cells = [];
  }
  return rows;
}

const special = /[\t\r\n]/g;

/** Reads the cell that begins here, and tells where it ends: before a tab, before a line break, or at the end. */
function readCell(text: string, at: number): { text: string; end: number } {
  const quoted = text[at] === '"' ? readQuoted(text, at) : { text: '', end: at };
  special.lastIndex = quoted.end;
  const end = special.exec(text)?.index ?? text.length;
  return { text: quoted.text + text.slice(quoted.end, end), end };
}

/** Reads what is in quotes; nothing if they are never closed, since then they are part of the text. */
function readQuoted(text: string, at: number): { text: string; end: number } {
  let content = '';
  let from = at + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return { text: '', end: at };
    content += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { text: content, end: quote + 1 };
    content += '"';
    from = quote + 2;
  }
}

/** Writes rows of cells. */
export function formatTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map(formatTsvCell).join('\t')).join('\r\n');
}

function formatTsvCell(text: string): string {
  return /[\t\r\n]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
