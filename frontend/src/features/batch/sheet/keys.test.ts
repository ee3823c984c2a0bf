import { commandOf, type Command } from './keys';

const go = (rows: number, columns: number, extend: boolean): Command => ({
  do: 'go',
  step: { rows, columns },
  extend,
});

const cases: [keys: string, command: Command | null][] = [
  ['ArrowDown', null],
  ['Shift+ArrowDown', go(1, 0, true)],
  ['Control+ArrowUp', go(-Infinity, 0, false)],
  ['Control+Shift+ArrowRight', go(0, Infinity, true)],
  ['Home', go(0, -Infinity, false)],
  ['Shift+End', go(0, Infinity, true)],
  ['Control+Home', go(-Infinity, -Infinity, false)],
  ['Meta+End', go(Infinity, Infinity, false)],
  ['PageDown', null],
  ['Shift+PageDown', go(20, 0, true)],
  ['Enter', { do: 'enter' }],
  ['Shift+Enter', go(-1, 0, false)],
  ['Alt+Enter', { do: 'details' }],
  ['Alt+ArrowLeft', null],
  ['Control+d', { do: 'fillDown' }],
  ['Control+z', { do: 'undo' }],
  ['Control+Shift+Z', { do: 'redo' }],
  ['Meta+y', { do: 'redo' }],
  ['Control+Shift+D', null],
  ['Control+c', null],
  ['Delete', { do: 'clear' }],
  ['a', null],
  ['F2', null],
  ['Tab', null],
  ['Escape', { do: 'leave' }],
];
test.each(cases)('%s', (keys, command) => {
  const held = keys.split('+');
  const key = held.pop()!;
  expect(
    commandOf({
      key,
      ctrlKey: held.includes('Control'),
      metaKey: held.includes('Meta'),
      shiftKey: held.includes('Shift'),
      altKey: held.includes('Alt'),
    }),
  ).toEqual(command);
});
