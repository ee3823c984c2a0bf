import {
  createTheme,
  Drawer,
  Modal,
  Notification,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

/** Deep water. Shade 8 carries white text, shade 4 is read on dark ground. */
const sluice: MantineColorsTuple = [
  '#e8f6f8',
  '#d2ebef',
  '#a5d7df',
  '#76c2ce',
  '#4fb0c0',
  '#379fb0',
  '#2a90a2',
  '#1b7c8d',
  '#0b6675',
  '#064e5b',
];

const dialog = {
  styles: { title: { fontWeight: 650, fontSize: 18, lineHeight: 1.3 } },
  // Its <header> would count as one of the page.
  defaultProps: { attributes: { header: { role: 'presentation' } } },
};

export const theme = createTheme({
  primaryColor: 'sluice',
  primaryShade: 8,
  colors: { sluice },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontWeight: '650' },
  components: {
    Drawer: Drawer.extend(dialog),
    Modal: Modal.extend(dialog),
    Notification: Notification.extend({
      styles: { description: { color: 'var(--mantine-color-dimmed)' } },
    }),
  },
});

/** Mantine's secondary texts, strengthened until they have enough contrast (WCAG AA). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5b636b',
    '--mantine-color-placeholder': '#6a737b',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--mantine-color-orange-light-color': '#8f3d00',
    '--mantine-color-red-light-color': '#a61e1e',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-placeholder': '#9a9a9a',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-sluice-light': 'rgb(27 124 141 / 28%)',
    '--mantine-color-sluice-light-hover': 'rgb(27 124 141 / 36%)',
    '--mantine-color-sluice-light-color': 'var(--mantine-color-sluice-2)',
  },
});
