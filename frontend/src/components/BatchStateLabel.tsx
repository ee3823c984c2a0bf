import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { Dot, type DotColor, type DotKind } from './Dot';

export const batchStateFragment = graphql(`
  fragment BatchStateLabel on Batch {
    state
  }
`);

export const batchStates = [
  'CREATED',
  'OPEN',
  'COMPLETE',
  'EXECUTING',
  'FAILED',
  'CANCELED',
  'EXECUTED',
  'REVERTING',
  'REVERTED',
  'PURGING',
  'PURGED',
] as const;

export type BatchState = (typeof batchStates)[number];

const looks: Record<BatchState, [title: string, color: DotColor, kind?: DotKind]> = {
  CREATED: ['Being populated', 'blue', 'pulsing'],
  OPEN: ['Open', 'orange'],
  COMPLETE: ['Complete', 'teal', 'hollow'],
  EXECUTING: ['Executing', 'blue', 'pulsing'],
  FAILED: ['Failed', 'red'],
  CANCELED: ['Canceled', 'gray'],
  EXECUTED: ['Executed', 'green'],
  REVERTING: ['Being undone', 'blue', 'pulsing'],
  REVERTED: ['Undone', 'gray', 'hollow'],
  PURGING: ['Being purged', 'blue', 'pulsing'],
  PURGED: ['Purged', 'gray', 'hollow'],
};

/** The state's name as users know it. */
export function batchStateTitle(state: BatchState): string {
  return looks[state][0];
}

export function BatchStateLabel({ batch }: { batch: FragmentOf<typeof batchStateFragment> }) {
  const { state } = readFragment(batchStateFragment, batch);
  const [title, color, kind] = looks[state];
  return (
    <Dot color={color} kind={kind}>
      {title}
    </Dot>
  );
}
