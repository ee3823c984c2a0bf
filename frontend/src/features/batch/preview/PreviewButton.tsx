import { Button, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEye } from '@tabler/icons-react';
import { Uncached } from '~/components/Uncached';
import { PreviewPanel } from './PreviewPanel';

/** Shows what execution would change, from a run of the same code that is rolled back. */
export function PreviewButton({ batchId }: { batchId: string }) {
  const [opened, drawer] = useDisclosure(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconEye size={16} aria-hidden />}
        onClick={drawer.open}
      >
        Preview
      </Button>
      <Drawer
        opened={opened}
        onClose={drawer.close}
        position="right"
        size="min(960px, 100vw)"
        title="What execution will change"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Uncached>
          <PreviewPanel batchId={batchId} />
        </Uncached>
      </Drawer>
    </>
  );
}
