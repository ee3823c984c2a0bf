import { Skeleton, Stack } from '@mantine/core';

/** Holds the place of a page whose code is still on its way. */
export function Loading() {
  return (
    <Stack gap="md" p="md" role="status" aria-label="Loading">
      <Skeleton h={32} w={220} />
      <Skeleton h={60} />
      <Skeleton h={320} />
    </Stack>
  );
}
