import { Button, Group } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconChevronsLeft } from '@tabler/icons-react';

/** Leads to the other pages of a list; null where there is none. */
export function PageButtons({
  onFirst,
  onPrevious,
  onNext,
}: {
  onFirst: (() => void) | null;
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
}) {
  return (
    <Group gap="xs">
      <Button
        variant="default"
        size="xs"
        leftSection={<IconChevronsLeft size={16} aria-hidden />}
        disabled={!onFirst}
        onClick={() => onFirst?.()}
      >
        First
      </Button>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconChevronLeft size={16} aria-hidden />}
        disabled={!onPrevious}
        onClick={() => onPrevious?.()}
      >
        Previous
      </Button>
      <Button
        variant="default"
        size="xs"
        rightSection={<IconChevronRight size={16} aria-hidden />}
        disabled={!onNext}
        onClick={() => onNext?.()}
      >
        Next
      </Button>
    </Group>
  );
}
