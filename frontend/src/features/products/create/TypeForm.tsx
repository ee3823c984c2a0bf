import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import type { ProductFilter } from '../filter/productFilter';
import { ParameterField } from '~/components/parameters/ParameterField';
import {
  apiValues,
  checkValues,
  initialValues,
  parameterFragment,
  shownParameters,
  type FormErrors,
} from '~/components/parameters/parameters';
import { useCreateBatch } from './useCreateBatch';

export const batchTypeFragment = graphql(
  `
    fragment TypeForm on BatchType {
      key
      title
      parameters {
        ...ParameterForm
      }
    }
  `,
  [parameterFragment],
);

/** The parameters of one batch type as a form that creates the batch. */
export function TypeForm({
  type: masked,
  where,
}: {
  type: FragmentOf<typeof batchTypeFragment>;
  where: ProductFilter | null;
}) {
  const { key, title, parameters } = readFragment(batchTypeFragment, masked);
  const { create, busy, failure } = useCreateBatch();
  const [description, setDescription] = useState('');
  const [values, setValues] = useState(() => initialValues(parameters));
  const [errors, setErrors] = useState<FormErrors>({});

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = checkValues(parameters, values);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    void create({ type: key, description, where, parameters: apiValues(parameters, values) });
  };
  const fieldError = (name: string) =>
    errors[name] ?? (failure?.field?.endsWith(name) ? failure.message : undefined);

  return (
    <form onSubmit={submit} noValidate aria-label={title}>
      <Stack>
        {shownParameters(parameters, values).map((parameter) => (
          <ParameterField
            key={parameter.key}
            parameter={parameter}
            value={values[parameter.key] ?? ''}
            error={fieldError(parameter.key)}
            onChange={(value) => setValues((old) => ({ ...old, [parameter.key]: value }))}
          />
        ))}
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
        <Button type="submit" loading={busy}>
          Create batch
        </Button>
      </Stack>
    </form>
  );
}
