import type { Point } from './layout';

/** A smooth SVG path along points: it bends where they lie, and starts and ends in them. */
export function wayPath(points: readonly Point[]): string {
  const [start, ...rest] = points;
  const end = rest.pop();
  if (!start || !end) return '';
  const bends = rest.map((point, index) => {
    const next = rest[index + 1];
    const to = next ? middle(point, next) : end;
    return `Q ${at(point)} ${at(to)}`;
  });
  return [`M ${at(start)}`, ...(bends.length === 0 ? [`L ${at(end)}`] : bends)].join(' ');
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function at({ x, y }: Point): string {
  return `${x.toFixed(1)},${y.toFixed(1)}`;
}
