import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { plural } from '~/components/format';
import { chunkStateTitles, type Chunk } from './chunk';
import type { Colored } from './coloring';
import classes from './Heatmap.module.css';
import { cellAfter, cellAt, layoutHeatmap } from './heatmapLayout';
import { paintHeatmap } from './paintHeatmap';
import { toggled, type Selection } from './selection';

/**
 * All chunks as cells of a heat map. One of them is looked at: by a click, or by the arrow keys. Others are selected
 * by dragging, with Shift from the one that was looked at first, or one by one with Ctrl or the space bar.
 */
export function Heatmap({
  chunks,
  colored,
  current,
  selected,
  onLook,
  onSelect,
}: {
  chunks: readonly Chunk[];
  colored: Colored;
  /** The index of the chunk that is looked at; null for none. */
  current: number | null;
  /** The numbers of the selected chunks. */
  selected: Selection;
  onLook: (index: number) => void;
  onSelect: (numbers: Selection) => void;
}) {
  const { ref: sizeRef, width } = useElementSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const anchor = useRef(0);
  const colorScheme = useComputedColorScheme('light');
  const layout = layoutHeatmap(chunks.length, width);
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (canvas.current && width > 0) {
        paintHeatmap(canvas.current, { chunks, colored, current, selected, width });
      }
    });
    return () => cancelAnimationFrame(frame);
  }, [chunks, colored, current, selected, width, colorScheme]);

  const range = (to: number) => {
    const [low, high] = [Math.min(anchor.current, to), Math.max(anchor.current, to)];
    return new Set(chunks.slice(low, high + 1).map(({ number }) => number));
  };
  const toggle = (index: number) => {
    const chunk = chunks[index];
    if (chunk) onSelect(toggled(selected, chunk.number));
  };
  const go = (to: number, ranging: boolean) => {
    if (!ranging) anchor.current = to;
    if (ranging || selected.size > 0) onSelect(ranging ? range(to) : new Set());
    onLook(to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = current ?? 0;
    if (event.key === ' ') {
      event.preventDefault();
      toggle(at);
      return;
    }
    const to = cellAfter(event.key, at, chunks.length, layout.columns);
    if (to === null) return;
    event.preventDefault();
    go(current === null ? 0 : to, event.shiftKey);
  };
  const under = (event: PointerEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return cellAt(layout, chunks.length, event.clientX - left, event.clientY - top);
  };
  const onPointerDown = (event: PointerEvent) => {
    const at = under(event);
    if (at === null || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey) toggle(at);
    else go(at, event.shiftKey);
  };
  const onPointerMove = (event: PointerEvent) => {
    const at = under(event);
    const dragging = event.buttons === 1 && !event.ctrlKey && !event.metaKey;
    if (at !== null && dragging && at !== current) go(at, true);
  };
  const chunk = chunks[current ?? 0];
  return (
    <div
      ref={sizeRef}
      className={classes.map}
      role="slider"
      tabIndex={0}
      aria-label="Chunk"
      aria-valuemin={chunks[0]?.number ?? 0}
      aria-valuemax={chunks.at(-1)?.number ?? 0}
      aria-valuenow={chunk?.number ?? 0}
      aria-valuetext={chunk && describe(chunk, selected)}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
    >
      <canvas ref={canvas} className={classes.canvas} />
    </div>
  );
}

function describe({ number, state, items }: Chunk, selected: Selection): string {
  const marked = selected.has(number) ? ', selected' : '';
  return `Chunk ${number}: ${chunkStateTitles[state]}, ${plural(items, 'item')}${marked}`;
}
