/** How the user likes a column. */
export type ColumnLook = {
  id: string;
  hidden?: boolean;
  /** In pixels, if the user has set it. */
  width?: number;
};

const mostColumns = 500;
const mostWidth = 2_000;

/** Reads what was kept of the columns, which may be anything by now. */
export function parseLooks(text: string | null): ColumnLook[] {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
  if (!Array.isArray(kept)) return [];
  const looks = kept.slice(0, mostColumns).flatMap((raw) => look(raw) ?? []);
  return [...new Map(looks.map((one) => [one.id, one])).values()];
}

function look(raw: unknown): ColumnLook | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { id, hidden, width } = raw as Record<string, unknown>;
  if (typeof id !== 'string' || id === '') return undefined;
  const kept = typeof width === 'number' && width > 0 && width <= mostWidth;
  return { id, ...(hidden === true && { hidden }), ...(kept && { width: Math.round(width) }) };
}

/** The columns in the order that the user likes; those not heard of before stay behind the one they follow. */
export function inOrder(ids: readonly string[], looks: readonly ColumnLook[]): string[] {
  const order = looks.map(({ id }) => id).filter((id) => ids.includes(id));
  ids.forEach((id, index) => {
    if (order.includes(id)) return;
    const before = ids[index - 1];
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id);
  });
  return order;
}

const keyOf = (batchType: string) => `sluice.columns.${batchType}`;

/** How the user likes the columns of a type of batches. */
export function readLooks(batchType: string): ColumnLook[] {
  try {
    return parseLooks(localStorage.getItem(keyOf(batchType)));
  } catch {
    return []; // The browser keeps nothing, at the user's wish.
  }
}

/** Keeps how the user likes the columns; forgets it if there is nothing to keep. */
export function keepLooks(batchType: string, looks: readonly ColumnLook[]): void {
  try {
    if (looks.length > 0) localStorage.setItem(keyOf(batchType), JSON.stringify(looks));
    else localStorage.removeItem(keyOf(batchType));
  } catch {
    // Full, or refused: the columns are as liked until the page is left.
  }
}
