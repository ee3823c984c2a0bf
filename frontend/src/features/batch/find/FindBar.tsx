import { ActionIcon, CloseButton, Group, Text, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconListSearch } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { formatCount } from '~/components/format';
import type { FindState } from './useFind';

const mostLetters = 100;

/** Asks for words, and leads from one row that has them to the next. */
export function FindBar({
  state,
  busy,
  onFind,
  onType,
  onClose,
}: {
  state: FindState;
  busy: boolean;
  onFind: (text: string, forward: boolean) => void;
  /** Told when the words change. */
  onType: () => void;
  onClose: () => void;
}) {
  const [text, setText] = useState('');
  const words = text.trim();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onFind(words, !event.shiftKey);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  };
  return (
    <Group component="search" aria-label="Find in the rows" gap="xs">
      <TextInput
        role="searchbox"
        aria-label="Find"
        placeholder="Find in the rows"
        autoFocus
        w={260}
        maxLength={mostLetters}
        leftSection={<IconListSearch size={16} aria-hidden />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          onType();
        }}
        onKeyDown={onKeyDown}
      />
      <ActionIcon.Group>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label="Previous row found"
          disabled={words === ''}
          onClick={() => onFind(words, false)}
        >
          <IconChevronUp size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label="Next row found"
          disabled={words === ''}
          onClick={() => onFind(words, true)}
        >
          <IconChevronDown size={16} aria-hidden />
        </ActionIcon>
      </ActionIcon.Group>
      <Text size="sm" c="dimmed" role="status" aria-busy={busy} miw={90}>
        {stateWords(state)}
      </Text>
      <CloseButton aria-label="Close the find box" onClick={onClose} />
    </Group>
  );
}

function stateWords(state: FindState): string {
  if (state.kind === 'none') return 'No row has that.';
  if (state.kind === 'idle') return '';
  return `${formatCount(state.match.index + 1)} of ${formatCount(state.match.total)}`;
}
