import { ActionIcon, Group, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconLayoutSidebarRightExpand,
  IconListSearch,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** Small tools of the sheet: undo and redo, find, the details of the active row. */
export function SheetTools({
  canEdit,
  canUndo,
  canRedo,
  onUndo,
  onRedo,
  onFind,
  onDetails,
  children,
}: {
  canEdit: boolean;
  canUndo: boolean;
  canRedo: boolean;
  onUndo: () => void;
  onRedo: () => void;
  onFind: () => void;
  /** Null while no row is the active one. */
  onDetails: (() => void) | null;
  children: ReactNode;
}) {
  return (
    <Group gap="xs">
      {canEdit && (
        <ActionIcon.Group>
          <Tool label="Undo" keys="Ctrl+Z" onPress={canUndo ? onUndo : null}>
            <IconArrowBackUp size={18} aria-hidden />
          </Tool>
          <Tool label="Redo" keys="Ctrl+Y" onPress={canRedo ? onRedo : null}>
            <IconArrowForwardUp size={18} aria-hidden />
          </Tool>
        </ActionIcon.Group>
      )}
      <Tool label="Find" keys="Ctrl+F" onPress={onFind}>
        <IconListSearch size={18} aria-hidden />
      </Tool>
      <Tool label="Row details" keys="Alt+Enter" onPress={onDetails}>
        <IconLayoutSidebarRightExpand size={18} aria-hidden />
      </Tool>
      {children}
    </Group>
  );
}

function Tool({
  label,
  keys,
  onPress,
  children,
}: {
  label: string;
  keys: string;
  /** Null if there is nothing to do now. */
  onPress: (() => void) | null;
  children: ReactNode;
}) {
  return (
    <Tooltip label={`${label} (${keys})`}>
      {/* It stays where it is for the keyboard, also when there is nothing left to do. */}
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={label}
        aria-disabled={onPress === null}
        data-disabled={onPress === null || undefined}
        onClick={() => onPress?.()}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
