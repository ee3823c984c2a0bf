import { Alert, Button, Checkbox, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBolt } from '@tabler/icons-react';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { useCreateBatch } from '~/components/batch-form/useCreateBatch';
import { ConfirmModal } from '~/components/ConfirmModal';
import { ParameterFields } from '~/components/parameters/ParameterFields';
import {
  apiValues,
  checkValues,
  initialValues,
  type FormErrors,
} from '~/components/parameters/parameters';
import { apiError } from '~/graphql/errors';
import { graphql } from '~/graphql/graphql';
import type { Importer } from './importers';
import { ImportPreview } from './ImportPreview';
import { useRunImporter, type ImportRequest } from './useRunImporter';

const createFromImporterMutation = graphql(`
  mutation CreateBatchFromImporter($input: CreateBatchFromImporterInput!) {
    createBatchFromImporter(input: $input) {
      batch {
        id
      }
    }
  }
`);

/** What the source is: the file with its format and mapping, or nothing but the importer's own. */
type ImportSource = Pick<ImportRequest, 'uploadId' | 'format' | 'mapping'>;

/** Asks what to bring in, and makes a batch of it to review, or writes it at once. */
export function ImporterForm({
  importer,
  disabled = false,
  source,
  children,
}: {
  importer: Importer;
  /** True while something else is missing. */
  disabled?: boolean;
  /** Answers what the source is; null if it lacks something, which is said then. */
  source: () => ImportSource | null;
  /** What the source asks for. */
  children?: ReactNode;
}) {
  const { key, title, parameters, retires, runnable, batchable } = importer;
  const [values, setValues] = useState(() => initialValues(parameters));
  const [errors, setErrors] = useState<FormErrors>({});
  const [description, setDescription] = useState('');
  const [deleteMissing, setDeleteMissing] = useState(false);
  const [keepUnchanged, setKeepUnchanged] = useState(false);
  const [asked, setAsked] = useState<ImportRequest | null>(null);
  const [confirming, modal] = useDisclosure(false);
  const importing = useRunImporter();
  const batch = useCreateBatch(
    createFromImporterMutation,
    (data) => data.createBatchFromImporter.batch,
  );
  const failure = importing.error ? apiError(importing.error) : batch.failure;

  const request = (): ImportRequest | null => {
    const found = checkValues(parameters, values);
    setErrors(found);
    const from = source();
    if (!from || Object.keys(found).length > 0) return null;
    const given = parameters.length > 0 ? { parameters: apiValues(parameters, values) } : {};
    return { importer: key, ...from, ...given, deleteMissing };
  };
  const ask = () => {
    const wanted = request();
    setAsked(wanted);
    if (wanted) modal.open();
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!batchable) return ask();
    const wanted = request();
    if (wanted) void batch.create({ ...wanted, description, keepUnchanged });
  };
  const run = async () => {
    if (asked) await importing.run(asked);
    modal.close();
  };
  return (
    <Paper withBorder p="md">
      <form onSubmit={submit} noValidate aria-label={title}>
        <Stack>
          {children}
          <ParameterFields
            parameters={parameters}
            values={values}
            error={(name) => errors[name]}
            onChange={setValues}
          />
          <Checkbox
            label={
              retires ? 'Take out of use what the source lacks' : 'Delete what the source lacks'
            }
            description="Not if there are lines whose key can’t be read."
            checked={deleteMissing}
            onChange={(event) => setDeleteMissing(event.currentTarget.checked)}
          />
          {batchable && (
            <>
              <Checkbox
                label="Rows for what does not change, too"
                description="It is counted in any case."
                checked={keepUnchanged}
                onChange={(event) => setKeepUnchanged(event.currentTarget.checked)}
              />
              <TextInput
                label="Description"
                description="Helps to find the batch again."
                maxLength={200}
                value={description}
                onChange={(event) => setDescription(event.currentTarget.value)}
              />
            </>
          )}
          {failure && (
            <Alert role="alert" color="red" variant="light" title="Nothing was imported">
              {failure.message}
            </Alert>
          )}
          <Group>
            {batchable && (
              <Button type="submit" loading={batch.busy} disabled={disabled}>
                Create batch
              </Button>
            )}
            {runnable && (
              <Button
                type={batchable ? 'button' : 'submit'}
                variant={batchable ? 'default' : 'filled'}
                leftSection={<IconBolt size={16} aria-hidden />}
                disabled={disabled}
                onClick={batchable ? ask : undefined}
              >
                Write at once…
              </Button>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {batchable &&
              'A batch shows each difference, and writes nothing until it is executed. '}
            {runnable && 'Writing at once can’t be undone.'}
          </Text>
        </Stack>
      </form>
      <ConfirmModal
        opened={confirming}
        title={`Run “${title}” now?`}
        confirm="Write now"
        color="red"
        loading={importing.busy}
        onConfirm={run}
        onClose={modal.close}
      >
        <Stack gap="sm">
          <Text>
            What the source has is written at once, without a review: what is new is created, what
            differs is changed
            {deleteMissing &&
              (retires ? ', what it lacks is taken out of use' : ', what it lacks is deleted')}
            . This can’t be undone.
          </Text>
          {asked && <ImportPreview request={asked} />}
          {batchable && (
            <Text size="sm" c="dimmed">
              To look at each difference first, go back and create a batch.
            </Text>
          )}
        </Stack>
      </ConfirmModal>
    </Paper>
  );
}
