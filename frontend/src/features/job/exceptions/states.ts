import type { DotColor, DotKind } from '~/components/Dot';

export const exceptionStates = ['OPEN', 'ACCEPTED', 'CORRECTED', 'SKIPPED', 'PROCESSED'] as const;
export type ExceptionState = (typeof exceptionStates)[number];

type Look = { title: string; color: DotColor; kind?: DotKind };

/** What the states of exceptions are called, and how they look. */
export const exceptionLooks: Record<ExceptionState, Look> = {
  OPEN: { title: 'Open', color: 'orange' },
  ACCEPTED: { title: 'Accepted', color: 'teal', kind: 'hollow' },
  CORRECTED: { title: 'Corrected', color: 'blue', kind: 'hollow' },
  SKIPPED: { title: 'Skipped', color: 'gray' },
  PROCESSED: { title: 'Processed', color: 'green' },
};
