import { AppShell, Burger, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { Brand } from './Brand';
import { ColorSchemeMenu } from './ColorSchemeMenu';
import { ConnectionBanner } from './ConnectionBanner';
import { Navigation } from './Navigation';
import classes from './Shell.module.css';
import { UserMenu } from './UserMenu';

const main = 'main';

/** What surrounds every page of a signed-in user. */
export function Shell() {
  const [opened, menu] = useDisclosure(false);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 240, breakpoint: 'sm', collapsed: { desktop: true, mobile: !opened } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <a className={classes.skip} href={`#${main}`}>
        Skip to the content
      </a>
      <AppShell.Header>
        <Group h="100%" px={{ base: 'sm', sm: 'lg' }} gap="lg" wrap="nowrap">
          <Burger
            hiddenFrom="sm"
            size="sm"
            opened={opened}
            onClick={menu.toggle}
            aria-label="Menu"
            aria-expanded={opened}
          />
          <Brand />
          <Group component="nav" aria-label="Main" gap={4} visibleFrom="sm">
            <Navigation />
          </Group>
          <Group gap="xs" ml="auto" wrap="nowrap">
            <ColorSchemeMenu />
            <UserMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label="Main" aria-hidden={!opened} onClick={menu.close}>
        {opened && <Navigation />}
      </AppShell.Navbar>
      <AppShell.Main id={main} tabIndex={-1} className={classes.main}>
        <ConnectionBanner />
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
