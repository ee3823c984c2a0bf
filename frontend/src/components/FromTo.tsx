import { VisuallyHidden } from '@mantine/core';
import classes from './FromTo.module.css';

/** A value that became another one: "5.00 → 6.00". */
export function FromTo({ from, to }: { from: string; to: string }) {
  return (
    <span className={classes.change}>
      <VisuallyHidden>from </VisuallyHidden>
      <span className={classes.from}>{from || 'empty'}</span>
      <span aria-hidden>→</span>
      <VisuallyHidden> to </VisuallyHidden>
      <strong className={classes.to}>{to || 'empty'}</strong>
    </span>
  );
}
