import { Dot, type DotColor, type DotKind } from './Dot';

export const jobStates = [
  'CREATED',
  'RUNNING',
  'PAUSED',
  'CANCELING',
  'FINISHED',
  'FAILED',
  'CANCELED',
] as const;

export type JobState = (typeof jobStates)[number];

const looks: Record<JobState, [title: string, color: DotColor, kind?: DotKind]> = {
  CREATED: ['Not started', 'gray', 'hollow'],
  RUNNING: ['Running', 'blue', 'pulsing'],
  PAUSED: ['Paused', 'orange', 'hollow'],
  CANCELING: ['Canceling', 'orange', 'pulsing'],
  FINISHED: ['Finished', 'green'],
  FAILED: ['Failed', 'red'],
  CANCELED: ['Canceled', 'gray'],
};

/** The state's name as users know it. */
export function jobStateTitle(state: JobState): string {
  return looks[state][0];
}

/** True while the job may still get on by itself. */
export function isJobActive(state: JobState): boolean {
  return state === 'RUNNING' || state === 'CANCELING';
}

export function JobStateLabel({ state }: { state: JobState }) {
  const [title, color, kind] = looks[state];
  return (
    <Dot color={color} kind={kind}>
      {title}
    </Dot>
  );
}
