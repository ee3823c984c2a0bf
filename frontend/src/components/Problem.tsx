import { Button, EmptyState } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

/** Stands where content would be, says what went wrong, and offers one thing to do about it. */
export function Problem({
  title,
  description,
  action,
  onAction,
}: {
  title: string;
  description: string;
  /** The button's label. */
  action: string;
  onAction: () => void;
}) {
  return (
    <EmptyState
      role="alert"
      py="xl"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={title}
      description={description}
    >
      <EmptyState.Actions>
        <Button variant="default" onClick={onAction}>
          {action}
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}
