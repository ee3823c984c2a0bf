import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './HistoryList.module.css';
import { TimeText } from './TimeText';

/** Something that has happened. */
export type HistoryItem = {
  key: string;
  title: string;
  /** Who did it; null if no user did. */
  by: string | null;
  at: string;
  /** More about it. */
  details?: ReactNode;
};

/** What has happened to something, as a line through time. */
export function HistoryList({ label, items }: { label: string; items: readonly HistoryItem[] }) {
  return (
    <ol className={classes.list} aria-label={label}>
      {items.map(({ key, title, by, at, details }) => (
        <li key={key} className={classes.item}>
          <Text size="sm" fw={600}>
            {title}
          </Text>
          {details}
          <Text size="sm" c="dimmed">
            {by && `${by}, `}
            <TimeText time={at} />
          </Text>
        </li>
      ))}
    </ol>
  );
}
