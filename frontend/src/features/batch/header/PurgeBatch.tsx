import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEraser } from '@tabler/icons-react';
import { useMutation } from 'urql';
import { ConfirmModal } from '~/components/ConfirmModal';
import { formatDate } from '~/components/format';
import { notifyFailed } from '~/components/notify';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';

export const purgeBatchFragment = graphql(`
  fragment PurgeBatch on Batch {
    id
    number
    state
    purgeOn
    allowedActions
  }
`);

const purgeBatchMutation = graphql(`
  mutation PurgeBatchNow($id: ID!) {
    purgeBatch(input: { id: $id, early: true }) {
      batch {
        id
        state
        allowedActions
        version
      }
    }
  }
`);

/** Purges an executed batch, after saying what goes and what stays. */
export function PurgeBatch({ batch: masked }: { batch: FragmentOf<typeof purgeBatchFragment> }) {
  const { id, number, state, purgeOn, allowedActions } = readFragment(purgeBatchFragment, masked);
  const [{ fetching }, purge] = useMutation(purgeBatchMutation);
  const [opened, modal] = useDisclosure(false);
  if (!allowedActions.includes('PURGE') || state === 'PURGING') return null;
  const confirm = async () => {
    const { error } = await purge({ id });
    modal.close();
    if (error) notifyFailed('The batch was not purged', error);
  };
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconEraser size={16} aria-hidden />}
        onClick={modal.open}
      >
        Purge…
      </Button>
      <ConfirmModal
        opened={opened}
        title={`Purge batch ${number}?`}
        confirm="Purge now"
        color="red"
        loading={fetching}
        onConfirm={confirm}
        onClose={modal.close}
      >
        <Stack gap="sm">
          <Text>
            All rows of the batch, their histories and its files are deleted. This can’t be taken
            back, and afterwards the batch can’t be undone, cloned or exported.
          </Text>
          <Text>
            {purgeOn ? `It is to be kept until ${formatDate(purgeOn)}.` : 'It has no purge date.'}
          </Text>
          <Text size="sm" c="dimmed">
            Its description, result, counts and history stay, and so does what it has done.
          </Text>
        </Stack>
      </ConfirmModal>
    </>
  );
}
