import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import type { ApiError } from '~/graphql/errors';
import { useSignIn } from './useSignIn';

/** Asks for login and password. */
export function PasswordForm({ onFailed }: { onFailed: (error: ApiError) => void }) {
  const signIn = useSignIn();
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const failure = await signIn({
      login: form.get('login') as string,
      password: form.get('password') as string,
    });
    setBusy(false);
    if (failure) onFailed(failure);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          name="login"
          label="Login"
          autoComplete="username"
          required
          withAsterisk={false}
        />
        <PasswordInput
          name="password"
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        <Button type="submit" loading={busy}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
