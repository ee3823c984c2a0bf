import { useLayoutEffect, useRef, type RefObject } from 'react';

/** What a value is by now, for callbacks that are handed out once and called much later. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
