import { Button, CloseButton } from '@mantine/core';
import { MantineNotToggle, MantineValueSelector } from '@react-querybuilder/mantine';
import { IconPlus } from '@tabler/icons-react';
import type {
  ActionProps,
  ControlElementsProp,
  FullField,
  VersatileSelectorProps,
} from 'react-querybuilder';
import { ValueInput } from './ValueInput';

function selector(label: string) {
  return function Selector(props: VersatileSelectorProps) {
    return <MantineValueSelector {...props} aria-label={label} size="xs" allowDeselect={false} />;
  };
}

function AddAction({ label, title, handleOnClick, disabled }: ActionProps) {
  return (
    <Button
      size="xs"
      variant="subtle"
      leftSection={<IconPlus size={14} aria-hidden />}
      title={title}
      disabled={disabled}
      onClick={(event) => handleOnClick(event)}
    >
      {label}
    </Button>
  );
}

function RemoveAction({ title, handleOnClick, disabled }: ActionProps) {
  return (
    <CloseButton
      size="sm"
      aria-label={title}
      title={title}
      disabled={disabled}
      onClick={(event) => handleOnClick(event)}
    />
  );
}

/** The query builder's parts, each with a name for those who can't see where it stands. */
export const controls: ControlElementsProp<FullField, string> = {
  combinatorSelector: selector('Match'),
  fieldSelector: selector('Field'),
  operatorSelector: selector('Comparison'),
  valueEditor: ValueInput,
  notToggle: (props) => <MantineNotToggle {...props} size="xs" />,
  addRuleAction: AddAction,
  addGroupAction: AddAction,
  removeRuleAction: RemoveAction,
  removeGroupAction: RemoveAction,
};
