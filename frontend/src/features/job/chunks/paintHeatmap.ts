import type { Chunk } from './chunk';
import type { Colored } from './coloring';
import { layoutHeatmap } from './heatmapLayout';
import type { Selection } from './selection';

type Picture = {
  chunks: readonly Chunk[];
  colored: Colored;
  current: number | null;
  selected: Selection;
  width: number;
};

/** Draws a heat map, as wide as said and as high as it needs. */
export function paintHeatmap(
  canvas: HTMLCanvasElement,
  { chunks, colored, current, selected, width }: Picture,
): void {
  const { columns, rows, pitch, gap } = layoutHeatmap(chunks.length, width);
  const scale = window.devicePixelRatio;
  const height = rows * pitch;
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(scale, scale);

  const colors = colored.shades.map(({ color }) => resolved(canvas, color));
  const side = pitch - gap;
  const cell = (index: number): [number, number] => [
    (index % columns) * pitch,
    Math.floor(index / columns) * pitch,
  ];
  colored.shadeOf.forEach((shade, index) => {
    const [x, y] = cell(index);
    context.fillStyle = colors[shade] ?? 'transparent';
    context.fillRect(x, y, side, side);
  });

  context.strokeStyle = resolved(canvas, 'var(--mantine-color-text)');
  context.lineWidth = 2;
  chunks.forEach(({ number }, index) => {
    if (!selected.has(number) && index !== current) return;
    const [x, y] = cell(index);
    context.strokeRect(x + 1, y + 1, side - 2, side - 2);
  });
}

/** A canvas knows no CSS variables: asks the page for what they stand for. */
function resolved(canvas: HTMLCanvasElement, color: string): string {
  canvas.style.color = color;
  return getComputedStyle(canvas).color;
}
