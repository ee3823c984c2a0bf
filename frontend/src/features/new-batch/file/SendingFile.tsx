import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconFileText, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { formatBytes, formatDuration } from '~/components/format';
import type { TransferState } from './transfer';

/** A file on its way to the server. */
export function SendingFile({
  file,
  state,
  onCancel,
  onResume,
}: {
  file: File;
  state: Exclude<TransferState, { step: 'refused' }>;
  onCancel: () => void;
  onResume: () => void;
}) {
  const sent = state.step === 'done' ? file.size : state.sent;
  const percent = file.size === 0 ? 100 : Math.floor((sent / file.size) * 100);
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <Group gap="xs" wrap="nowrap" miw={0}>
          <IconFileText size={20} stroke={1.6} aria-hidden />
          <Text fw={600} truncate>
            {file.name}
          </Text>
        </Group>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={onCancel}
        >
          Cancel the upload
        </Button>
      </Group>
      <Progress.Root size="md">
        <Progress.Section
          aria-label="Progress of the upload"
          aria-valuetext={`${percent} %`}
          value={percent}
          color={state.step === 'broken' ? 'orange' : 'sluice'}
          animated={state.step === 'sending' && !state.waiting}
        />
      </Progress.Root>
      <Text size="sm" style={{ fontVariantNumeric: 'tabular-nums' }} aria-live="polite">
        {formatBytes(sent)} of {formatBytes(file.size)}
        {state.step === 'sending' && pace(state, file.size)}
        {state.step === 'done' && ' · arrived'}
      </Text>
      {state.step === 'broken' && (
        <Alert role="alert" color="orange" variant="light" title="The connection was lost">
          <Stack gap="sm" align="flex-start">
            <Text size="sm">
              What has arrived is kept for a day. Go on when the connection is back; if you close
              the page, choose the same file again and it goes on from here.
            </Text>
            <Button
              size="xs"
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
              onClick={onResume}
            >
              Go on
            </Button>
          </Stack>
        </Alert>
      )}
    </Stack>
  );
}

function pace(state: Extract<TransferState, { step: 'sending' }>, size: number): string {
  if (state.waiting) return ' · no connection, trying again…';
  if (!state.rate) return '';
  const left = (size - state.sent) / state.rate;
  return ` · ${formatBytes(state.rate)} / s · ${formatDuration(left)} left`;
}
