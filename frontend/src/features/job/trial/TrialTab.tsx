import { Alert, Button, Group, NumberInput, Paper, Stack, Text } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useState, type SubmitEvent } from 'react';
import { apiError } from '~/graphql/errors';
import { TrialReport } from './TrialReport';
import type { useTrial } from './useTrial';

const most = 1_000;

/** Tries the job on a sample and reports what it would do. */
export function TrialTab({ trying }: { trying: ReturnType<typeof useTrial> }) {
  const [items, setItems] = useState<number | string>(100);
  const { trial, error, busy, run } = trying;
  const count = Number(items);
  const valid = Number.isInteger(count) && count >= 1 && count <= most;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (valid) run(count);
  };
  return (
    <Stack gap="md">
      <Paper withBorder p="md" component="form" onSubmit={submit} noValidate>
        <Group align="flex-end" gap="sm">
          <NumberInput
            label="Items to try"
            w={140}
            min={1}
            max={most}
            allowDecimal={false}
            thousandSeparator=","
            value={items}
            error={valid ? undefined : '1 to 1,000'}
            onChange={setItems}
          />
          <Button
            type="submit"
            leftSection={<IconFlask size={16} aria-hidden />}
            loading={busy}
            disabled={!valid}
          >
            Try
          </Button>
          <Text size="sm" c="dimmed" flex="1 1 280px">
            The items are spread evenly over the source. They go through the same program as in
            earnest, and all of it is rolled back.
          </Text>
        </Group>
      </Paper>
      {error && (
        <Alert role="alert" color="red" variant="light" title="The job could not be tried">
          {apiError(error).message}
        </Alert>
      )}
      {trial && <TrialReport trial={trial} />}
    </Stack>
  );
}
