import { Skeleton, Stack } from '@mantine/core';

/** Holds the place of a table whose rows are on their way. */
export function TableSkeleton({ label, rows = 10 }: { label: string; rows?: number }) {
  return (
    <Stack gap="xs" role="status" aria-label={label}>
      <Skeleton h={36} />
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} h={28} />
      ))}
    </Stack>
  );
}
