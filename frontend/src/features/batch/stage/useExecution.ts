import { useState } from 'react';
import { useMutation } from 'urql';
import { notifyFailed } from '~/components/notify';
import {
  apiValues,
  checkValues,
  initialValues,
  type FormErrors,
  type FormValues,
  type Parameter,
} from '~/components/parameters/parameters';
import { apiError } from '~/graphql/errors';
import { graphql } from '~/graphql/graphql';
import { changedBatchFragment } from './changedBatch';

const executeBatchMutation = graphql(
  `
    mutation ExecuteBatch($id: ID!, $options: JSON) {
      executeBatch(input: { id: $id, options: $options }) {
        batch {
          options
          type {
            key
            lastOptions
          }
          ...ChangedBatch
        }
      }
    }
  `,
  [changedBatchFragment],
);

const place = 'options.';

/** Executes a batch with what its type asks for; begins with what the user gave the last time. */
export function useExecution(id: string, asked: Parameter[], last: unknown) {
  const [{ fetching }, mutate] = useMutation(executeBatchMutation);
  const [values, setValues] = useState<FormValues>({});
  const [errors, setErrors] = useState<FormErrors>({});
  return {
    busy: fetching,
    values,
    errors,
    put: setValues,
    /** Asks anew. */
    begin: () => {
      setValues(initialValues(asked, last));
      setErrors({});
    },
    /** False if an option has to be mended first. Says so if the batch was refused for another reason. */
    run: async (): Promise<boolean> => {
      const found = checkValues(asked, values);
      setErrors(found);
      if (Object.keys(found).length > 0) return false;
      const options = asked.length > 0 ? apiValues(asked, values) : undefined;
      const { error } = await mutate({ id, options });
      if (!error) return true;
      const { field, message } = apiError(error);
      if (field?.startsWith(place)) {
        setErrors({ [field.slice(place.length)]: message });
        return false;
      }
      notifyFailed('The batch was not executed', error);
      return true;
    },
  };
}
