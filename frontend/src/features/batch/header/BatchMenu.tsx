import { Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconCopy, IconReload, IconStack2 } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { CloneBatch } from '../clone/CloneBatch';
import { canBeAskedAgain } from '../drift/askAgain';
import { SourceDrift } from '../drift/SourceDrift';

export const batchMenuFragment = graphql(`
  fragment BatchMenu on Batch {
    id
    number
    description
    state
    source
    sourceText
    allowedActions
  }
`);

const rowlessStates = ['CREATED', 'PURGING', 'PURGED'];

/** What can be done with a batch besides its review. */
export function BatchMenu({ batch: masked }: { batch: FragmentOf<typeof batchMenuFragment> }) {
  const batch = readFragment(batchMenuFragment, masked);
  const navigate = useNavigate();
  const [asking, drift] = useDisclosure(false);
  const [cloning, clone] = useDisclosure(false);
  const use = () =>
    void navigate({ to: '/batches/new', search: { source: 'BATCH', from: batch.id } });
  if (rowlessStates.includes(batch.state)) return null;
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            rightSection={<IconChevronDown size={16} aria-hidden />}
          >
            More
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {batch.state === 'OPEN' &&
            batch.allowedActions.includes('REFRESH') &&
            canBeAskedAgain(batch.source) && (
              <Menu.Item leftSection={<IconReload size={16} aria-hidden />} onClick={drift.open}>
                Ask the source again…
              </Menu.Item>
            )}
          <Menu.Item leftSection={<IconStack2 size={16} aria-hidden />} onClick={use}>
            New batch of these products…
          </Menu.Item>
          {batch.allowedActions.includes('CLONE') && (
            <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={clone.open}>
              Clone…
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <SourceDrift batch={batch} opened={asking} onClose={drift.close} />
      <CloneBatch batch={batch} opened={cloning} onClose={clone.close} />
    </>
  );
}
