import { EmptyState } from '@mantine/core';
import type { ReactNode } from 'react';

/** Stands where a page would be whose object does not exist, or is not for this user's eyes. */
export function Missing({
  icon,
  title,
  description = 'It was deleted, or you may not see it.',
  children,
}: {
  icon: ReactNode;
  title: string;
  description?: string;
  /** The way on. */
  children: ReactNode;
}) {
  return (
    <EmptyState
      py="xl"
      icon={icon}
      title={<h1 style={{ all: 'unset' }}>{title}</h1>}
      description={description}
    >
      <EmptyState.Actions>{children}</EmptyState.Actions>
    </EmptyState>
  );
}
