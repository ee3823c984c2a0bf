import { Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconPlus,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import classes from './ScanList.module.css';
import type { Scan } from './scanQueue';

const shown = 6;

/** The last codes and what came of them, the newest first. */
export function ScanList({ scans }: { scans: readonly Scan[] }) {
  if (scans.length === 0) return null;
  return (
    <ol className={classes.list} aria-label="Last codes" aria-live="polite">
      {scans.slice(0, shown).map((scan) => {
        const { icon: Icon, tone, text } = look(scan);
        return (
          <li key={scan.key} className={classes.scan} data-tone={tone}>
            <Icon size={16} aria-hidden className={classes.icon} />
            <Text span ff="monospace" size="sm">
              {scan.code}
            </Text>
            <Text span size="sm" truncate>
              {scan.state === 'answered' && scan.answer.product}
            </Text>
            <Text span size="sm" className={classes.text}>
              {text}
            </Text>
          </li>
        );
      })}
    </ol>
  );
}

const icons = { new: IconPlus, found: IconCheck, unknown: IconAlertTriangle };

function look(scan: Scan): { icon: Icon; tone: string; text: string } {
  switch (scan.state) {
    case 'waiting':
      return { icon: IconClock, tone: 'waiting', text: 'waiting' };
    case 'refused':
      return { icon: IconX, tone: 'refused', text: scan.reason };
    case 'answered': {
      const { sound, text } = scan.answer;
      return { icon: icons[sound], tone: sound, text };
    }
  }
}
