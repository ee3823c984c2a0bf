import { Group, Stack, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

/** A page with its heading, and what can be done at the heading's right. */
export function Page({
  title,
  documentTitle,
  subtitle,
  actions,
  children,
}: {
  title: ReactNode;
  /** The window's title, when `title` is not plain text. */
  documentTitle?: string;
  subtitle?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const name = documentTitle ?? (typeof title === 'string' ? title : '');
  useDocumentTitle(name === '' ? 'Sluice' : `${name} · Sluice`);
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div>
          <Title order={1} size="h2">
            {title}
          </Title>
          {subtitle}
        </div>
        {actions}
      </Group>
      {children}
    </Stack>
  );
}
