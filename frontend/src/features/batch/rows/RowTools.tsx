import { Button, Group, Text, VisuallyHidden } from '@mantine/core';
import { IconArrowBackUp, IconPencilCog, IconRefresh, IconRowRemove } from '@tabler/icons-react';
import type { ReactNode, Ref } from 'react';
import { formatCount, plural } from '~/components/format';
import { notifyDone, notifyFailed } from '~/components/notify';
import { useBulk, type BulkAction, type BulkResult } from '../bulk/useBulk';
import { RetryButton } from '../retry/RetryButton';
import type { RowRights } from './rights';
import type { GridRow } from './row';
import { filtersOf, mostIds, type Scope } from './scope';

const words = {
  remove: { done: 'Removed', failed: 'Not removed' },
  restore: { done: 'Restored', failed: 'Not restored' },
  refresh: { done: 'Refreshed', failed: 'Not refreshed' },
} satisfies Record<BulkAction, { done: string; failed: string }>;

type Shown = Extract<Scope, { kind: 'shown' }>;

/** What can be done with the ticked rows, or with all those that are shown. */
export function RowTools({
  ref,
  batchId,
  ticked,
  shown,
  rights,
  onChangeMany,
  onDone,
  children,
}: {
  ref: Ref<HTMLDivElement>;
  batchId: string;
  ticked: readonly GridRow[];
  /** All rows that are shown; undefined while it is not known how many they are. */
  shown: Shown | undefined;
  rights: RowRights;
  onChangeMany: () => void;
  /** Told when something was done. */
  onDone: () => void;
  /** Further tools, at the right. */
  children: ReactNode;
}) {
  const { busy, run } = useBulk(batchId);
  const act = async (action: BulkAction, scope: Scope) => {
    const { result, error } = await run(action, scope);
    if (error) notifyFailed(words[action].failed, error);
    if (!error || result.changed > 0) {
      notifyDone(doneWords(action, result));
    }
    onDone();
  };
  const chosen = ticked.length > 0 ? `${plural(ticked.length, 'row')} selected` : '';
  const button = (action: BulkAction, label: string, icon: ReactNode, scope: Scope) => (
    <Button
      key={action}
      variant="default"
      leftSection={icon}
      disabled={busy}
      onClick={() => void act(action, scope)}
    >
      {label}
    </Button>
  );
  const retryButton = (label: string, scope: Scope, count: number) =>
    rights.retry && (
      <RetryButton
        key="retry"
        batchId={batchId}
        where={filtersOf(scope)[0]}
        count={count}
        variant="default"
        onDone={onDone}
      >
        {label}
      </RetryButton>
    );
  const tickedTools = () => {
    const removed = ticked.filter((row) => row.removed);
    const present = ticked.filter((row) => !row.removed);
    const of = (rows: GridRow[]): Scope => ({ kind: 'ticked', rows });
    return [
      rights.remove &&
        present.length > 0 &&
        button('remove', 'Remove', <RemoveIcon />, of(present)),
      rights.remove &&
        removed.length > 0 &&
        button('restore', 'Restore', <RestoreIcon />, of(removed)),
      rights.refresh && button('refresh', 'Refresh', <RefreshIcon />, of([...ticked])),
      ticked.length <= mostIds && retryButton('Execute again…', of([...ticked]), ticked.length),
    ];
  };
  const shownTools = (scope: Shown) => {
    const these = scope.count === 1 ? 'this row' : `these ${formatCount(scope.count)} rows`;
    const removed = scope.where.removed === true;
    return [
      rights.remove &&
        scope.filtered &&
        (removed
          ? button('restore', `Restore ${these}`, <RestoreIcon />, scope)
          : button('remove', `Remove ${these}`, <RemoveIcon />, scope)),
      rights.refresh &&
        button(
          'refresh',
          scope.filtered ? `Refresh ${these}` : 'Refresh all',
          <RefreshIcon />,
          scope,
        ),
      scope.where.outcome === 'FAILED' &&
        retryButton(`Execute ${these} again…`, scope, scope.count),
    ];
  };
  return (
    <Group ref={ref} role="toolbar" aria-label="Work on the rows" gap="xs" justify="space-between">
      <VisuallyHidden aria-live="polite">{chosen}</VisuallyHidden>
      <Group gap="xs">
        {chosen && <Text size="sm">{chosen}</Text>}
        {rights.edit !== 'none' && (shown || ticked.length > 0) && (
          <Button
            variant="default"
            leftSection={<IconPencilCog size={16} aria-hidden />}
            disabled={shown?.count === 0}
            onClick={onChangeMany}
          >
            Change many…
          </Button>
        )}
        {ticked.length > 0 ? tickedTools() : shown && shown.count > 0 && shownTools(shown)}
      </Group>
      {children}
    </Group>
  );
}

function doneWords(action: BulkAction, { matched, changed }: BulkResult): string {
  if (action === 'refresh' && changed === 0) {
    return `${plural(matched, 'row is', 'rows are')} up to date.`;
  }
  return `${words[action].done} ${plural(changed, 'row')}.`;
}

function RemoveIcon() {
  return <IconRowRemove size={16} aria-hidden />;
}

function RestoreIcon() {
  return <IconArrowBackUp size={16} aria-hidden />;
}

function RefreshIcon() {
  return <IconRefresh size={16} aria-hidden />;
}
