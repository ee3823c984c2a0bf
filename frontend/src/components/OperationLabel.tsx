import { Dot, type DotColor, type DotKind } from './Dot';

export const operationStatuses = ['UNPROCESSED', 'RUNNING', 'FINISHED', 'CANCELED'] as const;
export const operationResults = ['SUCCESSFUL', 'FAILED'] as const;

export type OperationStatus = (typeof operationStatuses)[number];
export type OperationResult = (typeof operationResults)[number];

type Look = [title: string, color: DotColor, kind?: DotKind];

const looks: Record<OperationStatus | OperationResult, Look> = {
  UNPROCESSED: ['Not started', 'gray', 'hollow'],
  RUNNING: ['Running', 'blue', 'pulsing'],
  FINISHED: ['Finished', 'green'],
  CANCELED: ['Canceled', 'gray'],
  SUCCESSFUL: ['Successful', 'green'],
  FAILED: ['Failed', 'red'],
};

/** The name of a status or result as users know it. */
export function operationTitle(of: OperationStatus | OperationResult): string {
  return looks[of][0];
}

/** How an operation stands; once it has finished, how it came out. */
export function OperationLabel({
  status,
  result,
}: {
  status: OperationStatus;
  result: OperationResult | null;
}) {
  const [title, color, kind] = looks[result ?? status];
  return (
    <Dot color={color} kind={kind}>
      {title}
    </Dot>
  );
}
