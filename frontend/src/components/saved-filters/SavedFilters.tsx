import { Button, Menu, Modal, Stack, Text } from '@mantine/core';
import { IconBookmark, IconBookmarkPlus, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { notifyFailed } from '~/components/notify';
import { apiError } from '~/graphql/errors';
import { readFragment } from '~/graphql/graphql';
import { OwnFilter } from './OwnFilter';
import { SaveFilter } from './SaveFilter';
import {
  savedFilterFragment,
  savedFiltersQuery,
  type SavedFilter,
  type Shown,
} from './savedFilter';

/** The filters that are kept for a list: the user's own, and those that others share. */
export function SavedFilters<Search>({
  place,
  shown,
  size = 'sm',
  searchOf,
  onApply,
}: {
  /** What the API calls the list. */
  place: string;
  /** What the list shows now. */
  shown: Shown;
  /** As large as what stands beside it: fields, or small buttons. */
  size?: 'sm' | 'xs';
  /** What the address has to hold to show what a filter finds; null if it can't. */
  searchOf: (where: object, orderBy: object | null) => Search | null;
  onApply: (search: Search) => void;
}) {
  const [open, setOpen] = useState<'save' | 'edit'>();
  const [{ data, error }] = useQuery({
    query: savedFiltersQuery,
    variables: { place },
    requestPolicy: 'cache-and-network',
  });
  const filters = readFragment(savedFilterFragment, data?.savedFilters ?? []);
  const own = filters.filter(({ mine }) => mine);
  const shared = filters.filter(({ mine }) => !mine);
  const apply = ({ name, where, orderBy }: SavedFilter) => {
    const search = searchOf(where as object, orderBy as object | null);
    if (search) onApply(search);
    else {
      notifyFailed(
        `“${name}” can’t be shown here`,
        'It has conditions that this page does not know.',
      );
    }
  };
  const close = () => setOpen(undefined);
  const group = (title: string, list: readonly SavedFilter[]) =>
    list.length > 0 && (
      <div role="group" aria-label={title}>
        <Menu.Label aria-hidden>{title}</Menu.Label>
        {list.map((filter) => (
          <Menu.Item
            key={filter.id}
            disabled={filter.problem !== null}
            onClick={() => apply(filter)}
          >
            {filter.name}
            {filter.problem && <Text size="xs">It no longer fits: {filter.problem}</Text>}
            {!filter.mine && (
              <Text size="xs" c="dimmed">
                By {filter.owner?.name}
              </Text>
            )}
          </Menu.Item>
        ))}
      </div>
    );
  return (
    <>
      <Menu
        position="bottom-start"
        shadow="md"
        withinPortal={false}
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <Button
            size={size}
            variant="default"
            leftSection={<IconBookmark size={16} aria-hidden />}
          >
            Saved filters
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
          {group('Yours', own)}
          {group('Shared by others', shared)}
          {error && <Menu.Item disabled>{apiError(error).message}</Menu.Item>}
          {filters.length > 0 && <Menu.Divider role="separator" />}
          <Menu.Item
            leftSection={<IconBookmarkPlus size={16} aria-hidden />}
            onClick={() => setOpen('save')}
          >
            Save this filter…
          </Menu.Item>
          {own.length > 0 && (
            <Menu.Item
              leftSection={<IconPencil size={16} aria-hidden />}
              onClick={() => setOpen('edit')}
            >
              Change yours…
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {open === 'save' && <SaveFilter place={place} shown={shown} onClose={close} />}
      <Modal
        opened={open === 'edit'}
        onClose={close}
        title="Your saved filters"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Stack>
          {own.map((filter) => (
            <OwnFilter key={filter.id} filter={filter} shown={shown} />
          ))}
          {own.length === 0 && <Text c="dimmed">You have none here.</Text>}
        </Stack>
      </Modal>
    </>
  );
}
