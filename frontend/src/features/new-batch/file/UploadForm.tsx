import { Paper, Stack } from '@mantine/core';
import { useState } from 'react';
import { BatchForm, batchFormFragment, type BatchDraft } from '~/components/batch-form/BatchForm';
import { useCreateBatch } from '~/components/batch-form/useCreateBatch';
import { graphql, type ResultOf } from '~/graphql/graphql';
import { formatInput } from './format';
import type { ReadFile } from './InspectStep';
import { checkMapping, lineFieldFragment, mappingInput } from './mapping';
import { MappingFields } from './MappingFields';
import { usualPolicy } from './policy';
import { PolicyFields } from './PolicyFields';

export const uploadFormFragment = graphql(
  `
    fragment UploadForm on BatchType @_unmask {
      key
      countColumn
      lineFields {
        ...LineFieldForm
      }
      ...BatchForm
    }
  `,
  [batchFormFragment, lineFieldFragment],
);

/** What is to be known of a batch type to make a batch of a file. */
export type UploadFormType = ResultOf<typeof uploadFormFragment>;

const createFromUploadMutation = graphql(`
  mutation CreateBatchFromUpload($input: CreateBatchFromUploadInput!) {
    createBatchFromUpload(input: $input) {
      batch {
        id
      }
    }
  }
`);

/** What becomes of the file: which column goes where, and what to do about lines that don't fit. */
export function UploadForm({
  type,
  read: { inspection, mapping, busy: looking, onChoose },
}: {
  type: UploadFormType;
  read: ReadFile;
}) {
  const [policy, setPolicy] = useState(usualPolicy);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const { create, busy, failure } = useCreateBatch(
    createFromUploadMutation,
    (data) => data.createBatchFromUpload.batch,
  );
  const origin = inspection.remembered
    ? 'As you chose it the last time for such a file.'
    : 'Guessed from the names of the columns.';
  const submit = (draft: BatchDraft) => {
    const found = checkMapping(type.lineFields, mapping);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    void create({
      ...draft,
      ...policy,
      uploadId: inspection.upload.id,
      format: formatInput(inspection.format),
      mapping: mappingInput(mapping),
    });
  };
  return (
    <Paper withBorder p="md">
      <BatchForm type={type} busy={busy} disabled={looking} failure={failure} onCreate={submit}>
        <Stack gap="lg">
          <MappingFields
            fields={type.lineFields}
            columns={inspection.format.columns.map(({ name }) => name)}
            mapping={mapping}
            note={`${origin} What the file does not say is taken from the products.`}
            errors={errors}
            onChoose={(field, column) => {
              setErrors({});
              onChoose(field, column);
            }}
          />
          <PolicyFields policy={policy} counts={type.countColumn !== null} onChange={setPolicy} />
        </Stack>
      </BatchForm>
    </Paper>
  );
}
