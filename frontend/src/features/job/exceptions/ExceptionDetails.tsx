import { Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { FieldFacts } from '~/components/FieldFacts';
import { TextLink } from '~/components/links';
import { TimeText } from '~/components/TimeText';
import { isFields } from '~/components/valueText';
import type { StoredException } from './exception';
import { exceptionLooks } from './states';

/** One exception: why it was stored away, what is known of it, and who decided. */
export function ExceptionDetails({
  exception,
  jobId,
  children,
}: {
  exception: StoredException;
  jobId: string;
  /** The form to decide with. */
  children: ReactNode;
}) {
  const { itemLabel, reason, node, details, chunk, raisedAt, state, resolvedAt } = exception;
  return (
    <Paper component="section" aria-label={`Exception ${itemLabel}`} withBorder p="md">
      <Stack gap="md">
        <div>
          <Text fw={650} size="lg">
            {itemLabel}
          </Text>
          <Text size="sm">{reason}</Text>
          <Text size="xs" c="dimmed" mt={4}>
            {node} ·{' '}
            <TextLink
              to="/jobs/$jobId"
              params={{ jobId }}
              search={{ tab: 'chunks', chunk }}
              underline="always"
            >
              chunk {chunk}
            </TextLink>{' '}
            · <TimeText time={raisedAt} />
          </Text>
        </div>
        {isFields(details) && <FieldFacts fields={details} />}
        {resolvedAt && (
          <Text size="sm">
            {exceptionLooks[state].title}
            {exception.resolvedBy && ` by ${exception.resolvedBy.name}`},{' '}
            <TimeText time={resolvedAt} />
          </Text>
        )}
        {children}
      </Stack>
    </Paper>
  );
}
