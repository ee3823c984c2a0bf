import { Alert, Button, Stack, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type SubmitEvent } from 'react';
import { usualPace } from '~/components/pace';
import { PaceFields } from '~/components/PaceFields';
import { ParameterFields } from '~/components/parameters/ParameterFields';
import { initialValues, parameterFragment } from '~/components/parameters/parameters';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { checkDraft, jobInput, type Draft, type DraftErrors } from './draft';
import { usualPartitioning } from './partitioning';
import { PartitioningField } from './PartitioningField';
import { SourceField } from './SourceField';
import { useCreateJob } from './useCreateJob';

export const applicationFormFragment = graphql(
  `
    fragment ApplicationForm on Application {
      name
      title
      partitionings
      sources {
        form
        description
      }
      parameters {
        ...ParameterForm
      }
    }
  `,
  [parameterFragment],
);

/** What one application needs to know, as a form that creates the job. */
export function ApplicationForm({
  application: masked,
  source,
}: {
  application: FragmentOf<typeof applicationFormFragment>;
  /** The source to start out with. */
  source: string;
}) {
  const application = readFragment(applicationFormFragment, masked);
  const { parameters } = application;
  const { create, busy, failure } = useCreateJob();
  const [errors, setErrors] = useState<DraftErrors>({ parameters: {}, pace: {} });
  const [draft, setDraft] = useState<Draft>(() => ({
    name: '',
    description: '',
    source,
    partitioning: usualPartitioning,
    pace: usualPace,
    values: initialValues(parameters),
  }));
  const put = (changes: Partial<Draft>) => setDraft((old) => ({ ...old, ...changes }));
  const [knownSource] = useDebouncedValue(draft.source.trim(), 300);

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = checkDraft(parameters, draft);
    setErrors(found ?? { parameters: {}, pace: {} });
    if (!found) void create(jobInput(application.name, parameters, draft));
  };
  const blamed = (field: string) => (failure?.field === field ? failure.message : undefined);

  return (
    <form onSubmit={submit} noValidate aria-label={application.title}>
      <Stack>
        <TextInput
          label="Name"
          description="Tells the job from others: “Pack sizes of the autumn catalogue”."
          required
          maxLength={200}
          value={draft.name}
          error={errors.name ?? blamed('name')}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
        <SourceField
          forms={application.sources}
          value={draft.source}
          error={errors.source ?? blamed('source')}
          onChange={(text) => put({ source: text, partitioning: uncut(draft) })}
        />
        <PartitioningField
          application={application.name}
          source={knownSource}
          own={application.partitionings}
          value={draft.partitioning}
          error={errors.partitioning ?? blamed('partitioning')}
          onChange={(partitioning) => put({ partitioning })}
        />
        <ParameterFields
          parameters={parameters}
          values={draft.values}
          error={(key) => errors.parameters[key] ?? blamed(`parameters.${key}`)}
          onChange={(values) => put({ values })}
        />
        <PaceFields value={draft.pace} errors={errors.pace} onChange={(pace) => put({ pace })} />
        <Textarea
          label="Description"
          autosize
          minRows={2}
          maxLength={2000}
          value={draft.description}
          onChange={(event) => put({ description: event.currentTarget.value })}
        />
        {failure && (
          <Alert role="alert" color="red" variant="light" title="The job was not created">
            {failure.message}
          </Alert>
        )}
        <Button type="submit" loading={busy}>
          Create job
        </Button>
      </Stack>
    </form>
  );
}

/** A kept cut is one of its own source only. */
function uncut({ partitioning }: Draft): Draft['partitioning'] {
  return partitioning.kind === 'kept' ? usualPartitioning : partitioning;
}
