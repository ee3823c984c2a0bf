import type { DotColor } from '~/components/Dot';
import type { GridRow } from './row';

export type Severity = GridRow['status']['severity'];

/** The color that goes with how bad a status is. */
export const severityColors: Record<Severity, DotColor> = {
  OK: 'green',
  NOTICE: 'blue',
  WARNING: 'orange',
  ERROR: 'red',
};
