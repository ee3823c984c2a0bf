import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEdit } from '@tabler/icons-react';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { DetailsForm } from './DetailsForm';

export const editDetailsFragment = graphql(`
  fragment EditDetails on Batch {
    id
    version
    state
    description
    notes
  }
`);

const frozenStates = ['EXECUTING', 'EXECUTED', 'REVERTING', 'REVERTED'];

/** Changes a batch's description and notes. */
export function EditDetails({ batch: masked }: { batch: FragmentOf<typeof editDetailsFragment> }) {
  const batch = readFragment(editDetailsFragment, masked);
  const [opened, modal] = useDisclosure(false);
  if (frozenStates.includes(batch.state)) return null;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconEdit size={16} aria-hidden />}
        onClick={modal.open}
      >
        Edit description
      </Button>
      <Modal
        opened={opened}
        onClose={modal.close}
        title="Description and notes"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <DetailsForm batch={batch} onDone={modal.close} />
      </Modal>
    </>
  );
}
