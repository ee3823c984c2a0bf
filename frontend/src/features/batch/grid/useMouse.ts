import { useEffect, type RefObject } from 'react';
import { placeOf, type GridView } from './GridView';

/** Selects ranges with the mouse: by dragging, and by clicking with Shift held down. */
export function useMouse(
  frame: RefObject<HTMLElement | null>,
  view: RefObject<GridView | null>,
): void {
  useEffect(() => {
    const element = frame.current;
    let dragging = false;
    const onDown = (event: MouseEvent) => {
      const grid = view.current;
      const place = grid && placeOf(event.target, grid.selection);
      if (!place || event.button !== 0 || isField(event.target)) return;
      if (event.shiftKey && grid.active) {
        grid.extendTo(place);
        // The grid would make the cell the active one.
        event.preventDefault();
        event.stopPropagation();
        return;
      }
      grid.selection.select(place);
      dragging = true;
    };
    const onMove = (event: MouseEvent) => {
      const grid = view.current;
      if (!dragging || !grid) return;
      if (event.buttons === 0) {
        dragging = false;
        return;
      }
      const place = placeOf(event.target, grid.selection);
      const head = grid.selection.range?.head;
      if (place && (place.row !== head?.row || place.column !== head.column)) grid.extendTo(place);
    };
    const onUp = () => {
      dragging = false;
    };
    element?.addEventListener('mousedown', onDown, { capture: true });
    element?.addEventListener('mousemove', onMove);
    window.addEventListener('mouseup', onUp);
    return () => {
      element?.removeEventListener('mousedown', onDown, { capture: true });
      element?.removeEventListener('mousemove', onMove);
      window.removeEventListener('mouseup', onUp);
    };
  }, [frame, view]);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input') !== null;
}
