import { Button, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { AdjustForm, adjustFormFragment } from './AdjustForm';

export const adjustJobFragment = graphql(
  `
    fragment AdjustJob on Job {
      ...AdjustForm
    }
  `,
  [adjustFormFragment],
);

/** Changes how the job runs, also while it does. */
export function AdjustJob({ job: masked }: { job: FragmentOf<typeof adjustJobFragment> }) {
  const job = readFragment(adjustJobFragment, masked);
  const [opened, drawer] = useDisclosure(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
        onClick={drawer.open}
      >
        Adjust
      </Button>
      <Drawer
        opened={opened}
        onClose={drawer.close}
        position="right"
        size="md"
        title="Adjust the job"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <AdjustForm job={job} onDone={drawer.close} />
      </Drawer>
    </>
  );
}
