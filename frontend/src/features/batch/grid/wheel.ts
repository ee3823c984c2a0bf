/** How much too far a wheel turns a list that is taller than an element can be, and is therefore drawn compressed. */
export function compression(rows: number, rowHeight: number, scrollHeight: number): number {
  return scrollHeight === 0 ? 1 : Math.max(1, (rows * rowHeight) / scrollHeight);
}

/** The pixels that a wheel event asks to scroll, whatever unit it comes in. */
export function wheelPixels(
  { deltaY, deltaMode }: Pick<WheelEvent, 'deltaY' | 'deltaMode'>,
  rowHeight: number,
  pageHeight: number,
): number {
  const units = [1, rowHeight, pageHeight];
  return deltaY * (units[deltaMode] ?? 1);
}
