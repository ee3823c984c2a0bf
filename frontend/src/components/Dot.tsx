import type { ReactNode } from 'react';
import classes from './Dot.module.css';

export type DotColor = 'gray' | 'blue' | 'green' | 'orange' | 'red' | 'teal';
export type DotKind = 'full' | 'hollow' | 'pulsing';

/** A label with a dot in front; the color only repeats what the label says. */
export function Dot({
  color,
  kind = 'full',
  children,
}: {
  color: DotColor;
  kind?: DotKind;
  children: ReactNode;
}) {
  const style = { '--dot-color': `var(--mantine-color-${color}-6)` } as React.CSSProperties;
  const classNames = kind === 'full' ? classes.dot : `${classes.dot} ${classes[kind]}`;
  return (
    <span className={classNames} style={style}>
      {children}
    </span>
  );
}
