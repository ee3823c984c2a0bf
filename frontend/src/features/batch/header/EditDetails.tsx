import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEdit } from '@tabler/icons-react';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { DetailsForm, detailsFormFragment } from './DetailsForm';

export const editDetailsFragment = graphql(
  `
    fragment EditDetails on Batch {
      state
      allowedActions
      ...DetailsForm
    }
  `,
  [detailsFormFragment],
);

const frozenStates = ['EXECUTING', 'EXECUTED', 'REVERTING', 'REVERTED', 'PURGING', 'PURGED'];

/** Changes a batch's description, notes and dates; of a frozen one only how long it is kept. */
export function EditDetails({ batch: masked }: { batch: FragmentOf<typeof editDetailsFragment> }) {
  const batch = readFragment(editDetailsFragment, masked);
  const [opened, modal] = useDisclosure(false);
  const frozen = frozenStates.includes(batch.state);
  if (frozen && !batch.allowedActions.includes('SCHEDULE')) return null;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconEdit size={16} aria-hidden />}
        onClick={modal.open}
      >
        {frozen ? 'Change purge date' : 'Edit description'}
      </Button>
      <Modal
        opened={opened}
        onClose={modal.close}
        title={frozen ? 'Purge date' : 'Description and dates'}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <DetailsForm batch={batch} frozen={frozen} onDone={modal.close} />
      </Modal>
    </>
  );
}
