import { useEffect, useRef, type RefObject } from 'react';
import type { Place } from '../sheet/range';
import { placeOf, type GridView } from './GridView';
import { useDragScroll } from './useDragScroll';

/** Selects ranges with the mouse: by dragging, also beyond the edges of the grid, and by clicking with Shift held down. */
export function useMouse(
  frame: RefObject<HTMLElement | null>,
  view: RefObject<GridView | null>,
): void {
  const dragging = useRef(false);
  useDragScroll(frame, view, dragging);
  useEffect(() => {
    const element = frame.current;
    const pressed = (event: MouseEvent): Place | null => {
      const grid = view.current;
      if (!grid || event.button !== 0 || isField(event.target)) return null;
      return placeOf(event.target, grid.selection);
    };
    const onPointerDown = (event: PointerEvent) => {
      const place = pressed(event);
      const grid = view.current;
      if (!grid || !place || event.pointerType === 'touch') return;
      if (event.shiftKey && grid.active) {
        grid.extendTo(place);
        // The grid would make the cell the active one.
        event.stopPropagation();
      } else {
        grid.selection.select(place);
        dragging.current = true;
      }
    };
    const onMouseDown = (event: MouseEvent) => {
      // The browser would move the focus.
      if (event.shiftKey && pressed(event)) event.preventDefault();
    };
    const onMove = (event: MouseEvent) => {
      const grid = view.current;
      if (!dragging.current || !grid) return;
      if (event.buttons === 0) {
        dragging.current = false;
        return;
      }
      const place = placeOf(event.target, grid.selection);
      const head = grid.selection.range?.head;
      if (place && (place.row !== head?.row || place.column !== head.column)) grid.extendTo(place);
    };
    const capture = { capture: true };
    element?.addEventListener('pointerdown', onPointerDown, capture);
    element?.addEventListener('mousedown', onMouseDown, capture);
    const onUp = () => {
      dragging.current = false;
    };
    window.addEventListener('mouseup', onUp);
    element?.addEventListener('mousemove', onMove);
    return () => {
      window.removeEventListener('mouseup', onUp);
      element?.removeEventListener('pointerdown', onPointerDown, capture);
      element?.removeEventListener('mousedown', onMouseDown, capture);
      element?.removeEventListener('mousemove', onMove);
    };
  }, [frame, view]);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input') !== null;
}
