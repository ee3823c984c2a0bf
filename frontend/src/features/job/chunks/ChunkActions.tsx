import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlayerPlay, IconRefresh, IconRepeat } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ConfirmModal } from '~/components/ConfirmModal';
import { plural } from '~/components/format';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import type { Chunk } from './chunk';
import { chunksToDo } from './chunksToDo';
import { useChunkAction, type ChunkAction, type ChunkFilter } from './useChunkAction';
import type { Selection } from './selection';

export const chunkActionsFragment = graphql(`
  fragment ChunkActions on Job {
    id
    programHash
    allowedActions
  }
`);

/** What can be done with the selected chunks, with those that failed, and with those of an older program. */
export function ChunkActions({
  job: masked,
  chunks,
  selected,
}: {
  job: FragmentOf<typeof chunkActionsFragment>;
  chunks: readonly Chunk[];
  selected: Selection;
}) {
  const { id, programHash, allowedActions } = readFragment(chunkActionsFragment, masked);
  const { unfinished, done, failed, older } = chunksToDo(chunks, selected, programHash);
  const mayProcess = allowedActions.includes('PROCESS');
  const mayReprocess = allowedActions.includes('REPROCESS');
  return (
    <Group gap="xs">
      {mayProcess && unfinished.length > 0 && (
        <ActButton
          job={id}
          action="process"
          where={{ numbers: unfinished }}
          icon={<IconPlayerPlay size={16} aria-hidden />}
        >
          Process {plural(unfinished.length, 'chunk')}
        </ActButton>
      )}
      {mayReprocess && done.length > 0 && (
        <ReprocessButton job={id} where={{ numbers: done }}>
          Reprocess {plural(done.length, 'chunk')}
        </ReprocessButton>
      )}
      {mayProcess && failed > 0 && (
        <ActButton job={id} action="retry" where={{}} icon={<IconRefresh size={16} aria-hidden />}>
          Retry {plural(failed, 'failed chunk')}
        </ActButton>
      )}
      {mayReprocess && older > 0 && (
        <ReprocessButton job={id} where={{ program: { ne: programHash } }}>
          Reprocess {older} of an older program
        </ReprocessButton>
      )}
    </Group>
  );
}

function ActButton({
  job,
  action,
  where,
  icon,
  children,
}: {
  job: string;
  action: ChunkAction;
  where: ChunkFilter;
  icon: ReactNode;
  children: ReactNode;
}) {
  const { busy, run } = useChunkAction(job, action);
  return (
    <Button variant="default" leftSection={icon} loading={busy} onClick={() => run(where)}>
      {children}
    </Button>
  );
}

function ReprocessButton({
  job,
  where,
  children,
}: {
  job: string;
  where: ChunkFilter;
  children: ReactNode;
}) {
  const { busy, run } = useChunkAction(job, 'reprocess');
  const [opened, modal] = useDisclosure(false);
  const confirm = async () => {
    await run(where);
    modal.close();
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconRepeat size={16} aria-hidden />}
        onClick={modal.open}
      >
        {children}
      </Button>
      <ConfirmModal
        opened={opened}
        title="Process chunks again?"
        confirm="Process again"
        loading={busy}
        onConfirm={confirm}
        onClose={modal.close}
      >
        <Text>
          Their results, exceptions and statistics are replaced by those of the program as it is
          now. What people have settled stays.
        </Text>
      </ConfirmModal>
    </>
  );
}
