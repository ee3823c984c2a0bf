import { useEffect, useEffectEvent, type RefObject } from 'react';
import { notifyFailed } from '~/components/notify';
import type { Sheet } from '../sheet/sheet';
import type { GridView } from './GridView';

/** Copies, cuts and pastes the selected cells. */
export function useClipboard(
  frame: RefObject<HTMLElement | null>,
  view: RefObject<GridView | null>,
  sheet: Sheet,
  editable: boolean,
): void {
  const onCopy = useEffectEvent((event: ClipboardEvent) => {
    const grid = view.current;
    const box = grid?.box;
    if (!grid || !box || isTyping(event)) return;
    event.preventDefault();
    const text = sheet.copy(box, grid.selection.columns);
    if (text === null) return;
    if (typeof text === 'string') event.clipboardData?.setData('text/plain', text);
    else void writeLater(text);
    if (event.type === 'cut' && editable) void sheet.clear(box, grid.selection.columns);
  });
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const grid = view.current;
    const box = grid?.box;
    if (!grid || !box || !editable || isTyping(event)) return;
    event.preventDefault();
    const text = event.clipboardData?.getData('text/plain') ?? '';
    void sheet.paste(text, box, grid.selection.columns);
  });
  useEffect(() => {
    const element = frame.current;
    element?.addEventListener('copy', onCopy);
    element?.addEventListener('cut', onCopy);
    element?.addEventListener('paste', onPaste);
    return () => {
      element?.removeEventListener('copy', onCopy);
      element?.removeEventListener('cut', onCopy);
      element?.removeEventListener('paste', onPaste);
    };
  }, [frame]);
}

/** True while the text of a cell is being edited, which has a clipboard of its own. */
function isTyping({ target }: Event): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea') !== null;
}

/** Puts text on the clipboard that has to be read first; browsers allow that only over a secure connection. */
async function writeLater(text: Promise<string>): Promise<void> {
  try {
    const blob = text.then((ready) => new Blob([ready], { type: 'text/plain' }));
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
  } catch {
    notifyFailed(
      'Not copied',
      'The browser did not let so many rows be copied. Select fewer, or use a secure connection.',
    );
  }
}
