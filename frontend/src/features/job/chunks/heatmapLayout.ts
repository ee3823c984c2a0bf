/** How the cells of a heat map lie in rows. */
export type HeatmapLayout = {
  columns: number;
  rows: number;
  /** The side of a cell with the gap after it, in pixels. */
  pitch: number;
  gap: number;
};

const biggest = 30;
const smallest = 7;
const highest = 420;

/** Makes the cells as big as they can be without growing higher than a screen. */
export function layoutHeatmap(count: number, width: number): HeatmapLayout {
  for (let pitch = biggest; pitch > smallest; pitch--) {
    const layout = layoutAt(pitch, count, width);
    if (layout.rows * pitch <= highest) return layout;
  }
  return layoutAt(smallest, count, width);
}

function layoutAt(pitch: number, count: number, width: number): HeatmapLayout {
  const columns = Math.max(1, Math.floor(width / pitch));
  return { columns, rows: Math.ceil(count / columns), pitch, gap: pitch > 12 ? 3 : 1 };
}

/** The index of the cell at a place; null if there is none. */
export function cellAt(
  { columns, pitch }: HeatmapLayout,
  count: number,
  x: number,
  y: number,
): number | null {
  const column = Math.floor(x / pitch);
  const index = Math.floor(y / pitch) * columns + column;
  return x >= 0 && y >= 0 && column < columns && index < count ? index : null;
}

/** Where a key leads from a cell; null if the key leads nowhere. */
export function cellAfter(
  key: string,
  index: number,
  count: number,
  columns: number,
): number | null {
  const steps: Record<string, number> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
    PageDown: columns * 10,
    PageUp: -columns * 10,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  if (step === undefined || count === 0) return null;
  return Math.min(count - 1, Math.max(0, index + step));
}
