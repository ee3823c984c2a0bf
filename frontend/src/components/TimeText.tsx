import { Text, type TextProps } from '@mantine/core';
import { formatTime, formatTimeAgo } from './format';

/** A moment: how long ago, and on hovering exactly when. */
export function TimeText({ time, ...props }: { time: string } & TextProps) {
  return (
    <Text span inherit {...props}>
      <time dateTime={time} title={formatTime(time)}>
        {formatTimeAgo(time)}
      </time>
    </Text>
  );
}
