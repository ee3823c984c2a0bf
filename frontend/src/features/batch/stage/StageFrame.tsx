import { Paper } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './StageFrame.module.css';

/** Where the batch stands, with the next steps at the right, or below when the window is narrow. */
export function StageFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  return (
    <Paper component="section" aria-label="Execution" withBorder p="md" className={classes.frame}>
      <div className={classes.content}>{children}</div>
      {actions}
    </Paper>
  );
}
