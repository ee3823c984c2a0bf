import type { Step } from '../sheet/range';

/** The sides of what shows the cells, as on the screen. */
type Sides = { left: number; right: number; top: number; bottom: number };

const mostRows = 20;

/** Where a drag goes on by itself: beyond an edge, the faster the farther. Null within the edges. */
export function dragStep(point: { x: number; y: number }, sides: Sides, rowHeight: number) {
  const rows = beyond(point.y, sides.top, sides.bottom);
  const columns = beyond(point.x, sides.left, sides.right);
  if (rows === 0 && columns === 0) return null;
  const far = Math.min(mostRows, Math.ceil(Math.abs(rows) / rowHeight));
  return { rows: Math.sign(rows) * far, columns: Math.sign(columns) } satisfies Step;
}

/** How far a place lies before or behind two edges. */
function beyond(at: number, first: number, last: number): number {
  return Math.min(0, at - first) + Math.max(0, at - last);
}
