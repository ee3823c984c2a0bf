import { Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Figure.module.css';

/** One figure of the job with what it tells. */
export function Figure({
  label,
  tone,
  note,
  children,
}: {
  label: string;
  /** Set if the figure asks for attention. */
  tone?: 'bad' | 'waiting';
  /** What stands under the figure. */
  note?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Paper withBorder p="md" className={classes.figure} data-tone={tone}>
      <Text component="dt" size="sm" c="dimmed">
        {label}
      </Text>
      <Text component="dd" m={0} className={classes.value}>
        {children}
      </Text>
      {note && (
        <Text component="dd" m={0} size="sm" c="dimmed">
          {note}
        </Text>
      )}
    </Paper>
  );
}
