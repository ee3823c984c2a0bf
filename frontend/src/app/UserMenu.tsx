import { Avatar, Menu, UnstyledButton } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useRouteContext } from '@tanstack/react-router';
import { useMutation } from 'urql';
import { notifyFailed } from '~/components/notify';
import { graphql } from '~/graphql/graphql';

const signOutMutation = graphql(`
  mutation SignOut {
    signOut {
      signedOut
    }
  }
`);

/** Says who is signed in, and signs out. */
export function UserMenu() {
  const viewer = useRouteContext({ from: '/shell', select: (context) => context.viewer });
  const [, signOut] = useMutation(signOutMutation);
  const leave = async () => {
    const { error } = await signOut({});
    if (error) notifyFailed('You are still signed in', error);
    // Loaded afresh, so that nothing of the ended session stays in memory.
    else window.location.assign('/sign-in');
  };
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton aria-label={`Account of ${viewer.name}`}>
          <Avatar name={viewer.name} size={34} color="sluice" aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {viewer.name} ({viewer.login})
        </Menu.Label>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
