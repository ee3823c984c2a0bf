import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { ParameterFields } from '~/components/parameters/ParameterFields';
import {
  apiValues,
  checkValues,
  initialValues,
  parameterFragment,
  type FormErrors,
} from '~/components/parameters/parameters';
import type { ApiError } from '~/graphql/errors';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';

export const batchFormFragment = graphql(
  `
    fragment BatchForm on BatchType {
      key
      title
      parameters {
        ...ParameterForm
      }
    }
  `,
  [parameterFragment],
);

/** What creating a batch takes, whatever it is filled from. */
export type BatchDraft = {
  type: string;
  description: string;
  parameters: Record<string, unknown>;
};

/** The parameters of one batch type as a form that creates a batch. */
export function BatchForm({
  type: masked,
  busy,
  disabled,
  failure,
  onCreate,
  children,
}: {
  type: FragmentOf<typeof batchFormFragment>;
  busy: boolean;
  /** True while something else that creating it needs is missing. */
  disabled?: boolean;
  /** Why the last attempt failed. */
  failure: ApiError | null;
  onCreate: (draft: BatchDraft) => void;
  /** What this way of creating asks for besides. */
  children?: ReactNode;
}) {
  const { key, title, parameters } = readFragment(batchFormFragment, masked);
  const [description, setDescription] = useState('');
  const [values, setValues] = useState(() => initialValues(parameters));
  const [errors, setErrors] = useState<FormErrors>({});

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = checkValues(parameters, values);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    onCreate({ type: key, description, parameters: apiValues(parameters, values) });
  };
  const fieldError = (name: string) =>
    errors[name] ?? (failure?.field?.endsWith(name) ? failure.message : undefined);

  return (
    <form onSubmit={submit} noValidate aria-label={title}>
      <Stack>
        {children}
        <ParameterFields
          parameters={parameters}
          values={values}
          error={fieldError}
          onChange={setValues}
        />
        <TextInput
          label="Description"
          description="Helps to find the batch again."
          maxLength={200}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {failure && (
          <Alert role="alert" color="red" variant="light" title="The batch was not created">
            {failure.message}
          </Alert>
        )}
        <Button type="submit" loading={busy} disabled={disabled}>
          Create batch
        </Button>
      </Stack>
    </form>
  );
}
