import { Button, Checkbox, Fieldset, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { notifyDone, notifyFailed } from '~/components/notify';
import { sameJson } from './sameJson';
import { useDeleteFilter, useUpdateFilter, type SavedFilter, type Shown } from './savedFilter';

/** One of the user's own filters, to be renamed, shared, changed or deleted. */
export function OwnFilter({ filter, shown }: { filter: SavedFilter; shown: Shown }) {
  const [name, setName] = useState(filter.name);
  const [shared, setShared] = useState(filter.shared);
  const { busy, update } = useUpdateFilter();
  const { busy: deleting, remove } = useDeleteFilter();
  const change = async (changes: Parameters<typeof update>[1]) => {
    const { error } = await update(filter, changes);
    if (error) notifyFailed(`“${filter.name}” was not changed`, error);
    else notifyDone(`“${changes.name ?? filter.name}” was changed.`);
  };
  const discard = async () => {
    const { error } = await remove(filter);
    if (error) notifyFailed(`“${filter.name}” was not deleted`, error);
    else notifyDone(`“${filter.name}” was deleted.`);
  };
  const { where, orderBy, problem } = filter;
  const renamed = name.trim() !== filter.name || shared !== filter.shared;
  return (
    <Fieldset legend={filter.name}>
      <Group gap="sm" align="flex-end">
        <TextInput
          label="Name"
          maxLength={100}
          flex={1}
          miw={160}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox
          label="Shared"
          mb={8}
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
      </Group>
      {problem && (
        <Text size="sm" c="red" mt={4}>
          It no longer fits: {problem}
        </Text>
      )}
      <Group gap="xs" mt="sm">
        <Button
          size="xs"
          loading={busy}
          disabled={!renamed || name.trim() === ''}
          onClick={() => change({ name: name.trim(), shared })}
        >
          Save
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={busy || sameJson({ where, orderBy }, shown)}
          onClick={() => change(shown)}
        >
          Take what is shown now
        </Button>
        <Button size="xs" variant="subtle" color="red" loading={deleting} onClick={discard}>
          Delete
        </Button>
      </Group>
    </Fieldset>
  );
}
