import { useRouter, useSearch } from '@tanstack/react-router';
import { useMutation } from 'urql';
import { apiError, type ApiError } from '~/graphql/errors';
import { graphql, type VariablesOf } from '~/graphql/graphql';

const signInMutation = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      viewer {
        id
        login
        name
        permissions
      }
    }
  }
`);

type SignInInput = VariablesOf<typeof signInMutation>['input'];

/** Signs in and goes where the user wanted to; answers why not if it fails. */
export function useSignIn() {
  const router = useRouter();
  const { to } = useSearch({ from: '/sign-in' });
  const [, mutate] = useMutation(signInMutation);
  return async (input: SignInInput): Promise<ApiError | null> => {
    const { error } = await mutate({ input });
    if (error) return apiError(error);
    router.history.replace(to ?? '/products');
    return null;
  };
}
