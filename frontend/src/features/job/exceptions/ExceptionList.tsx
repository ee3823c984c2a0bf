import { Text } from '@mantine/core';
import { useEffect, type KeyboardEvent, type Ref } from 'react';
import { Dot } from '~/components/Dot';
import { isFields } from '~/components/valueText';
import type { StoredException } from './exception';
import classes from './Exceptions.module.css';
import { exceptionLooks } from './states';

/** The exceptions, of which one is looked at. */
export function ExceptionList({
  ref,
  exceptions,
  current,
  onLook,
}: {
  ref: Ref<HTMLDivElement>;
  exceptions: readonly StoredException[];
  current: StoredException | undefined;
  onLook: (index: number) => void;
}) {
  const index = exceptions.findIndex(({ id }) => id === current?.id);
  const optionId = (id: string) => `exception-${id}`;
  const currentId = current && optionId(current.id);
  useEffect(() => {
    if (currentId) document.getElementById(currentId)?.scrollIntoView({ block: 'nearest' });
  }, [currentId]);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = after(event.key, index, exceptions.length);
    if (to === null) return;
    event.preventDefault();
    onLook(to);
  };
  return (
    <div
      ref={ref}
      className={classes.list}
      role="listbox"
      aria-label="Exceptions"
      aria-activedescendant={currentId}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {exceptions.map((exception, at) => {
        const { title, color, kind } = exceptionLooks[exception.state];
        return (
          <div
            key={exception.id}
            id={optionId(exception.id)}
            className={classes.option}
            role="option"
            aria-selected={at === index}
            onClick={() => onLook(at)}
          >
            <div className={classes.what}>
              <Text span inherit fw={600}>
                {exception.itemLabel}
              </Text>
              <Text size="xs" c="dimmed" className={classes.hint}>
                {hintOf(exception)}
              </Text>
            </div>
            <Dot color={color} kind={kind}>
              {title}
            </Dot>
          </div>
        );
      })}
    </div>
  );
}

/** What tells the item from others at a glance: the first text of its details, else the reason. */
function hintOf({ details, reason }: StoredException): string {
  const texts = isFields(details) ? Object.values(details) : [];
  return texts.find((text): text is string => typeof text === 'string') ?? reason;
}

function after(key: string, index: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, index + 1);
    case 'ArrowUp':
      return Math.max(0, index - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
