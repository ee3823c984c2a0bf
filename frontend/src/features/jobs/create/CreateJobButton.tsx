import { Button, Drawer, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';

const CreateJobForm = lazy(() => import('./CreateJobForm'));

/** Makes a job in a drawer, which stands in the address. */
export function CreateJobButton({
  opened,
  application,
  source,
  onOpen,
  onClose,
}: {
  opened: boolean;
  /** The application to start out with; empty for any. */
  application: string;
  /** The source to start out with. */
  source: string;
  onOpen: () => void;
  onClose: () => void;
}) {
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={onOpen}>
        New job
      </Button>
      <Drawer
        opened={opened}
        onClose={onClose}
        position="right"
        size="lg"
        title="New job"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Suspense fallback={<Skeleton h={360} />}>
          <CreateJobForm application={application} source={source} />
        </Suspense>
      </Drawer>
    </>
  );
}
