import { Table, UnstyledButton, type TableThProps } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './SortHeader.module.css';

/** A table heading that sorts; pressing it again turns the order round. */
export function SortHeader({
  sorted,
  desc,
  onSort,
  children,
  ...props
}: {
  /** True if the table is sorted by this column. */
  sorted: boolean;
  desc: boolean;
  onSort: (desc: boolean) => void;
  children: ReactNode;
} & TableThProps) {
  const Icon = sorted ? (desc ? IconArrowDown : IconArrowUp) : IconArrowsSort;
  return (
    <Table.Th aria-sort={sorted ? (desc ? 'descending' : 'ascending') : 'none'} {...props}>
      <UnstyledButton className={classes.button} onClick={() => onSort(sorted && !desc)}>
        {children}
        <Icon size={14} aria-hidden className={sorted ? undefined : classes.idle} />
      </UnstyledButton>
    </Table.Th>
  );
}
