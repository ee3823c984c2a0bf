import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { notifyDone } from '~/components/notify';
import { apiError } from '~/graphql/errors';
import { useCreateFilter, type Shown } from './savedFilter';

/** Keeps what the list shows under a name. */
export function SaveFilter({
  place,
  shown,
  onClose,
}: {
  place: string;
  shown: Shown;
  onClose: () => void;
}) {
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [{ fetching, error }, create] = useCreateFilter();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { data } = await create({ input: { place, name, shared, ...shown } });
    if (!data) return;
    notifyDone(`“${name.trim()}” was saved.`);
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title="Save this filter"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label="Name"
            required
            maxLength={100}
            data-autofocus
            value={name}
            error={error && apiError(error).message}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Checkbox
            label="Share it with everyone"
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Back
            </Button>
            <Button type="submit" loading={fetching} disabled={name.trim() === ''}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
