import { Button, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import { Uncached } from '~/components/Uncached';
import { BatchHistory } from './BatchHistory';

/** Shows what has happened to the batch. */
export function HistoryButton({ batchId }: { batchId: string }) {
  const [opened, drawer] = useDisclosure(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconHistory size={16} aria-hidden />}
        onClick={drawer.open}
      >
        History
      </Button>
      <Drawer
        opened={opened}
        onClose={drawer.close}
        position="right"
        title="History of the batch"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Uncached>
          <BatchHistory batchId={batchId} />
        </Uncached>
      </Drawer>
    </>
  );
}
