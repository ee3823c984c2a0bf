import { themeQuartz } from 'ag-grid-community';

/** In pixels. */
export const rowHeight = 34;

/** The grid in the app's own colors, light and dark. */
export const gridTheme = themeQuartz.withParams({
  accentColor: 'var(--mantine-primary-color-filled)',
  backgroundColor: 'var(--mantine-color-body)',
  foregroundColor: 'var(--mantine-color-text)',
  textColor: 'var(--mantine-color-text)',
  borderColor: 'var(--mantine-color-default-border)',
  chromeBackgroundColor: 'light-dark(var(--mantine-color-gray-0), var(--mantine-color-dark-6))',
  browserColorScheme: 'inherit',
  fontFamily: 'inherit',
  fontSize: 14,
  rowHeight,
  headerHeight: 38,
  wrapperBorderRadius: 'var(--mantine-radius-md)',
});
