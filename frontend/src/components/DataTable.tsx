import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './DataTable.module.css';

/** A table of a list page: scrolls sideways by itself when the window is narrow. */
export function DataTable({
  label,
  head,
  minWidth,
  children,
}: {
  label: string;
  /** The cells of the heading. */
  head: ReactNode;
  minWidth: number;
  /** The rows. */
  children: ReactNode;
}) {
  return (
    <div className={classes.frame} role="region" aria-label={label} tabIndex={0}>
      <Table
        className={classes.table}
        style={{ minWidth }}
        highlightOnHover
        verticalSpacing={7}
        horizontalSpacing="sm"
      >
        <Table.Thead>
          <Table.Tr>{head}</Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </div>
  );
}
