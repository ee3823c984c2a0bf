import { Alert, Group, List, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useQuery } from 'urql';
import { formatBytes, formatCount, plural } from '~/components/format';
import { Problem } from '~/components/Problem';
import { apiError } from '~/graphql/errors';
import { kindTitle } from './format';
import { FormatPanel } from './FormatPanel';
import { inspectUploadQuery, type FormatOverrides, type Inspection } from './inspection';
import { PreviewTable } from './PreviewTable';
import { currentMapping, type LineField, type Mapping, type MappingChoices } from './mapping';

/** A file as it will be read. */
export type ReadFile = {
  inspection: Inspection;
  mapping: Mapping;
  /** True while what is shown is not what would be read. */
  busy: boolean;
  /** Takes a column, or nothing, for a field. */
  onChoose: (field: string, column: string) => void;
};

/** Shows how an uploaded file will be read, lets that be overruled, and goes on to what becomes of it. */
export function InspectStep({
  type,
  fields,
  suggest,
  uploadId,
  onAnother,
  children,
}: {
  /** The batch type to suggest a mapping for, if it is for one. */
  type?: string;
  fields: readonly LineField[];
  /** Suggests a mapping, where the server does not. */
  suggest?: (format: Inspection['format']) => Inspection['mapping'];
  uploadId: string;
  /** Leads to another file. */
  onAnother: () => void;
  children: (read: ReadFile) => ReactNode;
}) {
  const [overrides, setOverrides] = useState<FormatOverrides>({});
  const [choices, setChoices] = useState<MappingChoices>({});
  const [{ data, error, fetching }] = useQuery({
    query: inspectUploadQuery,
    variables: { input: { uploadId, type, format: overrides } },
    requestPolicy: 'network-only',
  });
  // While the file is looked at anew, and when that is refused, the last that was seen stays.
  const [last, setLast] = useState<Inspection | null>(null);
  if (data && data.inspectUpload !== last) setLast(data.inspectUpload);
  const inspection = data?.inspectUpload ?? last;
  if (!inspection) {
    return error ? (
      <Problem
        title="The file can’t be read"
        description={apiError(error).message}
        action="Choose another file"
        onAction={onAnother}
      />
    ) : (
      <Skeleton h={320} aria-label="Looking at the file" />
    );
  }
  const suggested = suggest?.(inspection.format) ?? inspection.mapping;
  const mapping = currentMapping(fields, { ...inspection, mapping: suggested }, choices);
  return (
    <Stack gap="md" aria-busy={fetching}>
      <Paper withBorder p="md">
        <Stack gap="md">
          <FileFacts inspection={inspection} />
          <FormatPanel inspection={inspection} overrides={overrides} onOverrule={setOverrides} />
          {error && (
            <Alert role="alert" color="red" variant="light" title="It can’t be read like that">
              {apiError(error).message}
            </Alert>
          )}
          <Warnings warnings={inspection.warnings} />
          <PreviewTable
            inspection={inspection}
            fields={fields}
            mapping={mapping}
            overrides={overrides}
            onOverrule={setOverrides}
          />
        </Stack>
      </Paper>
      {children({
        inspection,
        mapping,
        busy: fetching || error !== undefined,
        onChoose: (field, column) => setChoices((old) => ({ ...old, [field]: column })),
      })}
    </Stack>
  );
}

function FileFacts({ inspection }: { inspection: Inspection }) {
  const { upload, format, sampled, whole } = inspection;
  const rows = whole ? plural(sampled, 'row') : `over ${formatCount(sampled)} rows`;
  const columns = plural(format.columns.length, 'column');
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <IconFileText size={24} stroke={1.6} aria-hidden />
      <div>
        <Text fw={600}>{upload.name}</Text>
        <Text size="sm" c="dimmed">
          {[kindTitle(format), formatBytes(upload.size), columns, rows].join(' · ')}
        </Text>
      </div>
    </Group>
  );
}

function Warnings({ warnings }: { warnings: Inspection['warnings'] }) {
  if (warnings.length === 0) return null;
  return (
    <Alert color="orange" variant="light" title="Worth a look">
      <List size="sm">
        {warnings.slice(0, 10).map(({ column, message }) => (
          <List.Item key={`${column}:${message}`}>
            {column !== '' && <strong>{column}: </strong>}
            {message}
          </List.Item>
        ))}
        {warnings.length > 10 && <List.Item>and {warnings.length - 10} more</List.Item>}
      </List>
    </Alert>
  );
}
