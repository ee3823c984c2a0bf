import { Button, Group, Menu, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChecks } from '@tabler/icons-react';
import { useState } from 'react';
import { ConfirmModal } from '~/components/ConfirmModal';
import { plural } from '~/components/format';
import { notifyDone } from '~/components/notify';
import type { ExceptionFilter } from './groups';
import { useResolve } from './useResolve';

const ways = {
  ACCEPT: {
    verb: 'Accept',
    explanation: 'They are processed as they are, as soon as the resolved ones are processed.',
  },
  SKIP: { verb: 'Skip', explanation: 'They are left out for good.' },
} as const;

/** Decides about all open exceptions that are shown at once, after asking. */
export function BulkActions({
  jobId,
  where,
  count,
  acceptable,
  onDone,
}: {
  jobId: string;
  /** Which open exceptions. */
  where: ExceptionFilter;
  /** How many they are. */
  count: number;
  /** False if items can only be left out. */
  acceptable: boolean;
  onDone: () => void;
}) {
  const { resolve, busy } = useResolve(jobId);
  const [way, setWay] = useState<keyof typeof ways>('SKIP');
  const [opened, modal] = useDisclosure(false);
  const ask = (chosen: keyof typeof ways) => {
    setWay(chosen);
    modal.open();
  };
  const confirm = async () => {
    const resolved = await resolve({ where, decision: way });
    modal.close();
    if (resolved === null) return;
    notifyDone(`Decided about ${plural(resolved, 'exception')}.`);
    onDone();
  };
  const these = plural(count, 'open exception');
  const { verb, explanation } = ways[way];
  return (
    <Group gap="xs">
      <Menu>
        <Menu.Target>
          <Button variant="default" leftSection={<IconChecks size={16} aria-hidden />}>
            All {these}…
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {acceptable && <Menu.Item onClick={() => ask('ACCEPT')}>Accept {these}</Menu.Item>}
          <Menu.Item onClick={() => ask('SKIP')}>Skip {these}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmModal
        opened={opened}
        title={`${verb} ${these}?`}
        confirm={`${verb} ${these}`}
        loading={busy}
        onConfirm={confirm}
        onClose={modal.close}
      >
        <Text>{explanation}</Text>
      </ConfirmModal>
    </Group>
  );
}
