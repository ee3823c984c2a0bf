import { useEffect, type RefObject } from 'react';
import { rowHeight } from './gridTheme';
import type { GridView } from './GridView';
import { compression, wheelPixels } from './wheel';

/** Lets the wheel turn a very long list row by row, as it does short ones. */
export function useWheel(
  frame: RefObject<HTMLElement | null>,
  view: RefObject<GridView | null>,
): void {
  useEffect(() => {
    const element = frame.current;
    const onWheel = (event: WheelEvent) => {
      const viewport = element?.querySelector('.ag-grid-viewport, .ag-body-viewport');
      if (!viewport || event.ctrlKey || event.deltaY === 0) return;
      const factor = compression(view.current?.extent.rows ?? 0, rowHeight, viewport.scrollHeight);
      if (factor === 1) return;
      event.preventDefault();
      viewport.scrollTop += wheelPixels(event, rowHeight, viewport.clientHeight) / factor;
    };
    const how = { capture: true, passive: false };
    element?.addEventListener('wheel', onWheel, how);
    return () => element?.removeEventListener('wheel', onWheel, how);
  }, [frame, view]);
}
