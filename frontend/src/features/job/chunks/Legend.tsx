import { UnstyledButton } from '@mantine/core';
import { formatCount } from '~/components/format';
import type { Shade } from './coloring';
import classes from './Heatmap.module.css';
import type { Selection } from './selection';

/** What the colors mean; pressing one selects its chunks. */
export function Legend({
  shades,
  onSelect,
}: {
  shades: readonly Shade[];
  onSelect: (numbers: Selection) => void;
}) {
  return (
    <div className={classes.legend} role="group" aria-label="Select chunks by color">
      {shades.map(({ title, color, numbers }) => (
        <UnstyledButton
          key={color}
          className={classes.shade}
          onClick={() => onSelect(new Set(numbers))}
        >
          <span className={classes.swatch} style={{ background: color }} />
          {title}
          <span className={classes.count}>{formatCount(numbers.length)}</span>
        </UnstyledButton>
      ))}
    </div>
  );
}
