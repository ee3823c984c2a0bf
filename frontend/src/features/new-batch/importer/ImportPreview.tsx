import { Alert, Group, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from 'urql';
import { ImportFacts, importFactsFragment } from '~/components/import-report/ImportFacts';
import { RejectList, rejectListFragment } from '~/components/import-report/RejectList';
import { apiError } from '~/graphql/errors';
import { graphql } from '~/graphql/graphql';
import type { ImportRequest } from './useRunImporter';

const previewQuery = graphql(
  `
    query PreviewImporter($input: PreviewImporterInput!) {
      previewImporter(input: $input) {
        report {
          created
          updated
          deleted
          ...ImportFacts
        }
        rejects {
          ...RejectList
        }
      }
    }
  `,
  [importFactsFragment, rejectListFragment],
);

/** What running an importer would do, found out by comparing. */
export function ImportPreview({ request }: { request: ImportRequest }) {
  const [{ data, error }] = useQuery({
    query: previewQuery,
    variables: { input: request },
    requestPolicy: 'network-only',
  });
  if (error) {
    return (
      <Alert role="alert" color="orange" variant="light" title="What would change is not known">
        {apiError(error).message}
      </Alert>
    );
  }
  if (!data) {
    return (
      <Group gap="sm" role="status">
        <Loader size="xs" />
        <Text size="sm">Comparing the source with what is here…</Text>
      </Group>
    );
  }
  const { report, rejects } = data.previewImporter;
  const changes = report.created + report.updated + report.deleted > 0;
  return (
    <Stack gap="sm" role="group" aria-label="What would change">
      <Text fw={600}>
        {changes ? 'As things are now, this would be written:' : 'Nothing would change.'}
      </Text>
      <ImportFacts report={report} />
      {rejects.length > 0 && <RejectList rejects={rejects} />}
    </Stack>
  );
}
