import { Alert, Center, Group, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconAlertCircle } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ApiError } from '~/graphql/errors';
import { clearLinkToken, linkToken } from './linkToken';
import { PasswordForm } from './PasswordForm';
import { useSignIn } from './useSignIn';

type Attempt = 'none' | 'link' | ApiError;

/** Signs in with a password, or at once with the token of a one-time link. */
export function SignInPage() {
  useDocumentTitle('Sign in · Sluice');
  const signIn = useSignIn();
  const [token] = useState(() => linkToken(window.location.hash));
  const [attempt, setAttempt] = useState<Attempt>(token === null ? 'none' : 'link');
  const begun = useRef(false);

  const redeem = useEffectEvent(async (link: string) => {
    setAttempt((await signIn({ linkToken: link })) ?? 'link');
  });
  useEffect(() => {
    // A token is good for one use: never send it twice.
    if (token === null || begun.current) return;
    begun.current = true;
    clearLinkToken();
    void redeem(token);
  }, [token]);

  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w={380} maw="100%">
        <Stack align="center" gap="xs" mb="sm">
          <img src="/sluice.svg" alt="" width={52} height={52} />
          <Title order={1} size="h2">
            Sign in to Sluice
          </Title>
        </Stack>
        {typeof attempt === 'object' && (
          <Alert role="alert" color="red" variant="light" icon={<IconAlertCircle aria-hidden />}>
            <Text size="sm">{attempt.message}</Text>
          </Alert>
        )}
        <Paper withBorder p="lg">
          {attempt === 'link' ? (
            <Group justify="center" role="status">
              <Loader size="sm" />
              <Text>Signing you in…</Text>
            </Group>
          ) : (
            <PasswordForm onFailed={setAttempt} />
          )}
        </Paper>
      </Stack>
    </Center>
  );
}
