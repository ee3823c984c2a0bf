import {
  ActionIcon,
  Alert,
  Button,
  Group,
  Kbd,
  Paper,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconBarcode, IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { useEffect, useRef, useState, useSyncExternalStore, type SubmitEvent } from 'react';
import { formatCount } from '~/components/format';
import { ScanList } from './ScanList';
import { ScanQueue } from './scanQueue';
import { play } from './sounds';
import { useSendScan } from './useSendScan';

const silence = () => undefined;

/** Takes codes as fast as a scanner gives them; the focus stays in the field. */
export function QuickEntry({
  batchId,
  countColumn,
}: {
  batchId: string;
  countColumn: string | null;
}) {
  const field = useRef<HTMLInputElement>(null);
  const [muted, setMuted] = useLocalStorage({ key: 'sluice-mute', defaultValue: false });
  const send = useSendScan(batchId, countColumn);
  const sound = muted ? silence : play;
  const [queue] = useState(() => new ScanQueue(send, sound));
  useEffect(() => queue.attach(send, sound), [queue, send, sound]);
  const scans = useSyncExternalStore(queue.subscribe, () => queue.scans);
  const stuck = scans.find((scan) => scan.state === 'refused' && scan.again);
  const waiting = scans.filter(({ state }) => state === 'waiting').length;

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const input = field.current;
    const code = input?.value.trim() ?? '';
    if (input) input.value = '';
    if (code !== '') queue.add(code);
    input?.focus();
  };
  return (
    <Paper component="section" aria-label="Quick entry" withBorder p="md">
      <Stack gap="sm">
        <Group component="form" gap="sm" align="flex-end" onSubmit={submit as never}>
          <TextInput
            ref={field}
            label="Scan or type a code"
            description={
              <>
                SKU or GTIN, then <Kbd size="xs">Enter</Kbd>
              </>
            }
            inputWrapperOrder={['label', 'input', 'description']}
            leftSection={<IconBarcode size={18} aria-hidden />}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={100}
            miw={280}
            autoFocus
          />
          <ActionIcon
            size={36}
            mb={22}
            variant="default"
            aria-label={muted ? 'Turn the sounds on' : 'Turn the sounds off'}
            aria-pressed={muted}
            onClick={() => {
              setMuted(!muted);
              field.current?.focus();
            }}
          >
            {muted ? <IconVolumeOff size={18} aria-hidden /> : <IconVolume size={18} aria-hidden />}
          </ActionIcon>
          <Text size="sm" c="dimmed" mb={30} aria-live="polite">
            {waiting > 0 && `${formatCount(waiting)} on their way…`}
          </Text>
        </Group>
        {stuck?.state === 'refused' && (
          <Alert role="alert" color="orange" variant="light" title="Codes are waiting">
            <Stack gap="xs" align="flex-start">
              <Text size="sm">
                {stuck.reason} Whether “{stuck.code}” arrived is not known: compare its count.
              </Text>
              <Button size="xs" onClick={() => queue.goOn()}>
                Send again
              </Button>
            </Stack>
          </Alert>
        )}
        <ScanList scans={scans} />
      </Stack>
    </Paper>
  );
}
