import { SimpleGrid, Text } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import classes from './Cards.module.css';
import type { NewBatchSearch } from './search';

/** Something that can be chosen. */
export type Card = {
  key: string;
  title: string;
  description: string;
  icon?: Icon;
  /** What the address holds once it is chosen. */
  choice: Partial<NewBatchSearch>;
};

/** Things to choose from. Each is a link, so that the browser's way back takes the choice back. */
export function Cards({ label, cards }: { label: string; cards: Card[] }) {
  return (
    <SimpleGrid
      component="nav"
      aria-label={label}
      cols={{ base: 1, xs: 2, md: 3 }}
      spacing="sm"
      verticalSpacing="sm"
    >
      {cards.map(({ key, title, description, icon: Icon, choice }) => (
        <Link
          key={key}
          to="."
          search={((old: NewBatchSearch) => ({ ...old, ...choice })) as never}
          className={classes.card}
        >
          {Icon && <Icon size={22} stroke={1.6} aria-hidden className={classes.icon} />}
          <span>
            <Text span fw={600} display="block">
              {title}
            </Text>
            <Text span size="sm" c="dimmed">
              {description}
            </Text>
          </span>
        </Link>
      ))}
    </SimpleGrid>
  );
}
