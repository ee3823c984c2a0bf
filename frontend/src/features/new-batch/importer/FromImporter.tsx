import { Paper, Skeleton, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ErrorState } from '~/components/ErrorState';
import { useListNavigation } from '~/components/useListNavigation';
import { Cards } from '../Cards';
import { Chosen } from '../Chosen';
import { formatInput } from '../file/format';
import { InspectStep, type ReadFile } from '../file/InspectStep';
import { checkMapping } from '../file/mapping';
import { MappingFields } from '../file/MappingFields';
import { UploadStep } from '../file/UploadStep';
import type { ImportersSearch } from '../search';
import { guessMapping, importerMapping, lineFields } from './fields';
import { ImporterForm } from './ImporterForm';
import { importersQuery, type Importer } from './importers';

/** Brings data in with an importer: which one, from which file, and then as a batch or at once. */
export function FromImporter({ search }: { search: ImportersSearch }) {
  const [{ data, error }, reload] = useQuery({ query: importersQuery });
  const { put } = useListNavigation<ImportersSearch>();
  if (!data) {
    if (!error) return <Skeleton h={240} />;
    return <ErrorState title="The importers can’t be read" error={error} onRetry={reload} />;
  }
  const importer = data.importers.find(({ key }) => key === search.importer);
  if (!importer) {
    return (
      <section aria-labelledby="importer-question">
        <Title order={2} size="h4" mb="sm" id="importer-question">
          Which importer?
        </Title>
        <Cards
          label="Importers"
          cards={data.importers.map(({ key, title, description }) => ({
            key,
            title,
            description,
            choice: { importer: key },
          }))}
        />
      </section>
    );
  }
  return (
    <Stack gap="md">
      <Paper withBorder maw={720}>
        <Chosen label="Importer" value={importer.title} undo={{ importer: '', upload: '' }} />
      </Paper>
      {!importer.readsFiles && (
        <ImporterForm key={importer.key} importer={importer} source={() => ({})} />
      )}
      {importer.readsFiles && search.upload === '' && (
        <UploadStep onUploaded={(upload) => put({ upload })} />
      )}
      {importer.readsFiles && search.upload !== '' && (
        <InspectStep
          key={search.upload}
          fields={lineFields(importer.fields)}
          suggest={({ columns }) => guessMapping(importer.fields, columns)}
          uploadId={search.upload}
          onAnother={() => put({ upload: '' })}
        >
          {(read) => <FileImport importer={importer} read={read} />}
        </InspectStep>
      )}
    </Stack>
  );
}

/** An importer with the file that it reads. */
function FileImport({
  importer,
  read: { inspection, mapping, busy, onChoose },
}: {
  importer: Importer;
  read: ReadFile;
}) {
  const fields = lineFields(importer.fields);
  const { upload, format } = inspection;
  const [errors, setErrors] = useState<Record<string, string>>({});
  const source = () => {
    const found = checkMapping(fields, mapping);
    setErrors(found);
    if (Object.keys(found).length > 0) return null;
    return {
      uploadId: upload.id,
      format: formatInput(format),
      mapping: importerMapping(mapping, format.columns),
    };
  };
  return (
    <ImporterForm importer={importer} disabled={busy} source={source}>
      <MappingFields
        fields={fields}
        columns={format.columns.map(({ name }) => name)}
        mapping={mapping}
        note="Guessed from the names of the columns. What the file does not say stays as it is."
        errors={errors}
        onChoose={(field, column) => {
          setErrors({});
          onChoose(field, column);
        }}
      />
    </ImporterForm>
  );
}
