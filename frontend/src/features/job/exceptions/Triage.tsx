import { Kbd, Text, VisuallyHidden } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useRef, useState } from 'react';
import type { Parameter } from '~/components/parameters/parameters';
import type { StoredException } from './exception';
import { ExceptionDetails } from './ExceptionDetails';
import { ExceptionList } from './ExceptionList';
import { ResolveForm, type Decision } from './ResolveForm';
import { useResolve } from './useResolve';

const said = {
  ACCEPT: 'accepted',
  CORRECT: 'corrected',
  SKIP: 'skipped',
  REOPEN: 'open again',
} as const;

/** Exceptions one after the other: look, decide, next. Works by keyboard alone. */
export function Triage({
  jobId,
  exceptions,
  corrections,
  mayResolve,
  onResolved,
}: {
  jobId: string;
  exceptions: readonly StoredException[];
  corrections: readonly Parameter[];
  mayResolve: boolean;
  onResolved: () => void;
}) {
  const [place, setPlace] = useState({ id: '', index: 0 });
  const [news, setNews] = useState('');
  const { resolve, busy } = useResolve(jobId);
  const list = useRef<HTMLDivElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const found = exceptions.findIndex(({ id }) => id === place.id);
  // What was decided about may have left the list: then the next one has taken its place.
  const index = found < 0 ? Math.min(place.index, exceptions.length - 1) : found;
  const current = exceptions[index];
  const look = (to: number) => {
    const next = exceptions[Math.min(Math.max(to, 0), exceptions.length - 1)];
    if (next) setPlace({ id: next.id, index: exceptions.indexOf(next) });
  };
  const decidable = mayResolve && current && current.state !== 'PROCESSED';

  const decide = async (decision: Decision) => {
    if (!decidable || busy) return;
    const resolved = await resolve({ ids: [current.id], ...decision });
    if (resolved === null) return;
    setNews(`${current.itemLabel} is ${said[decision.decision]}.`);
    setPlace({ id: exceptions[index + 1]?.id ?? '', index });
    list.current?.focus();
    onResolved();
  };
  const acceptable = corrections.length > 0;
  useHotkeys([
    ['j', () => look(index + 1)],
    ['k', () => look(index - 1)],
    ['a', () => acceptable && void decide({ decision: 'ACCEPT' })],
    ['s', () => void decide({ decision: 'SKIP' })],
    ['c', () => form.current?.querySelector('input')?.focus()],
  ]);

  return (
    <>
      <div>
        <ExceptionList ref={list} exceptions={exceptions} current={current} onLook={look} />
        <Text size="xs" c="dimmed" mt="xs">
          <Kbd size="xs">J</Kbd> next, <Kbd size="xs">K</Kbd> previous
          {mayResolve && acceptable && (
            <>
              , <Kbd size="xs">C</Kbd> correct, <Kbd size="xs">A</Kbd> accept
            </>
          )}
          {mayResolve && (
            <>
              , <Kbd size="xs">S</Kbd> skip
            </>
          )}
        </Text>
        <VisuallyHidden aria-live="polite">{news}</VisuallyHidden>
      </div>
      {current && (
        <ExceptionDetails exception={current} jobId={jobId}>
          {decidable && (
            <ResolveForm
              key={current.id}
              ref={form}
              exception={current}
              corrections={corrections}
              busy={busy}
              onDecide={decide}
            />
          )}
          {!mayResolve && (
            <Text size="sm" c="dimmed">
              You may look at exceptions, but not decide about them.
            </Text>
          )}
        </ExceptionDetails>
      )}
    </>
  );
}
