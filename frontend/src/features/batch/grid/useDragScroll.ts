import { useEffect, useEffectEvent, type RefObject } from 'react';
import { dragStep } from './dragStep';
import { rowHeight } from './gridTheme';
import type { GridView } from './GridView';

const every = 50;

/** Draws a range on, and scrolls, while the mouse is held beyond an edge of the grid. `dragging` tells whether one is drawn. */
export function useDragScroll(
  frame: RefObject<HTMLElement | null>,
  view: RefObject<GridView | null>,
  dragging: RefObject<boolean>,
): void {
  const step = useEffectEvent((pointer: { x: number; y: number }) => {
    const cells = frame.current?.querySelector('.ag-grid-viewport, .ag-body-viewport');
    const next = cells && dragStep(pointer, cells.getBoundingClientRect(), rowHeight);
    if (next) view.current?.extendBy(next);
  });
  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined;
    let pointer = { x: 0, y: 0 };
    const stop = () => {
      clearInterval(timer);
      timer = undefined;
    };
    const onMove = ({ clientX, clientY, buttons }: MouseEvent) => {
      pointer = { x: clientX, y: clientY };
      if (!dragging.current || buttons === 0) stop();
      else timer ??= setInterval(() => step(pointer), every);
    };
    window.addEventListener('mousemove', onMove);
    window.addEventListener('mouseup', stop);
    return () => {
      stop();
      window.removeEventListener('mousemove', onMove);
      window.removeEventListener('mouseup', stop);
    };
  }, [dragging]);
}
