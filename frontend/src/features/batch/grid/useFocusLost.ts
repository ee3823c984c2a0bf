import { useEffect, useRef, type RefObject } from 'react';

/**
 * Answers what tells whether the focus was in the element and is nowhere now: browsers drop it when the element that
 * has it is drawn anew.
 */
export function useFocusLost(frame: RefObject<HTMLElement | null>): RefObject<() => boolean> {
  const inside = useRef(false);
  const lost = useRef(() => {
    const focused = document.activeElement;
    return inside.current && (focused === null || focused === document.body);
  });
  useEffect(() => {
    const note = ({ target }: Event) => {
      inside.current = target instanceof Node && frame.current?.contains(target) === true;
    };
    document.addEventListener('focusin', note);
    // Where there is nothing to focus, a click takes the focus away all the same.
    document.addEventListener('pointerdown', note, { capture: true });
    return () => {
      document.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', note, { capture: true });
    };
  }, [frame]);
  return lost;
}
