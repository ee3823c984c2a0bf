import type { Step } from './range';

/** A key with what is held down beside it. */
export type Keystroke = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** What a key does on a sheet, while no cell is being edited. */
export type Command =
  | { do: 'go'; step: Step; extend: boolean }
  | {
      do: 'enter' | 'toggle' | 'all' | 'fillDown' | 'clear' | 'undo' | 'redo' | 'details' | 'leave';
    };

const arrows: Record<string, Step> = {
  ArrowUp: { rows: -1, columns: 0 },
  ArrowDown: { rows: 1, columns: 0 },
  ArrowLeft: { rows: 0, columns: -1 },
  ArrowRight: { rows: 0, columns: 1 },
};

const page = 20;
const pages: Record<string, Step> = {
  PageUp: { rows: -page, columns: 0 },
  PageDown: { rows: page, columns: 0 },
};

/** The command of a key; null for keys that the grid itself, or the browser, knows better. */
export function commandOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Keystroke): Command | null {
  const control = ctrlKey || metaKey;
  if (altKey) return key === 'Enter' && !control ? { do: 'details' } : null;
  const step = stepOf(key, control);
  // The grid moves by single cells itself.
  if (step && !shiftKey && !control && key in arrows) return null;
  if (step) return { do: 'go', step, extend: shiftKey };
  if (key in pages && shiftKey) return { do: 'go', step: pages[key]!, extend: true };
  return control ? controlCommand(key.toLowerCase(), shiftKey) : plainCommand(key, shiftKey);
}

function stepOf(key: string, control: boolean): Step | undefined {
  const arrow = arrows[key];
  if (arrow) return control ? far(arrow) : arrow;
  if (key === 'Home') return { rows: control ? -Infinity : 0, columns: -Infinity };
  if (key === 'End') return { rows: control ? Infinity : 0, columns: Infinity };
  return undefined;
}

function far({ rows, columns }: Step): Step {
  return {
    rows: rows === 0 ? 0 : rows * Infinity,
    columns: columns === 0 ? 0 : columns * Infinity,
  };
}

function controlCommand(key: string, shift: boolean): Command | null {
  if (key === 'z') return { do: shift ? 'redo' : 'undo' };
  if (shift) return null;
  const commands: Record<string, Command> = {
    a: { do: 'all' },
    d: { do: 'fillDown' },
    y: { do: 'redo' },
  };
  return commands[key] ?? null;
}

function plainCommand(key: string, shift: boolean): Command | null {
  switch (key) {
    case 'Enter':
      return shift ? { do: 'go', step: { rows: -1, columns: 0 }, extend: false } : { do: 'enter' };
    case 'Delete':
    case 'Backspace':
      return { do: 'clear' };
    case ' ':
      return shift ? null : { do: 'toggle' };
    case 'Escape':
      return { do: 'leave' };
    default:
      return null;
  }
}
