import { Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from 'urql';
import { DownloadButton } from '~/components/DownloadButton';
import { plural } from '~/components/format';
import { ImportFacts, importFactsFragment } from '~/components/import-report/ImportFacts';
import { RejectList, rejectListFragment } from '~/components/import-report/RejectList';
import { graphql } from '~/graphql/graphql';

const importResultQuery = graphql(
  `
    query ImportResult($id: ID!) {
      job(id: $id) {
        id
        importReport {
          ...ImportFacts
        }
        importRejectsUrl
        importRejects(first: 10) {
          totalCount
          nodes {
            ...RejectList
          }
        }
      }
    }
  `,
  [importFactsFragment, rejectListFragment],
);

const importing = ['importer.run', 'batch.populate'];

/** What a job has brought in, and what it rejected; nothing for jobs that import nothing. */
export function ImportResult({ jobId, application }: { jobId: string; application: string }) {
  const [{ data }] = useQuery({
    query: importResultQuery,
    variables: { id: jobId },
    pause: !importing.includes(application),
    requestPolicy: 'cache-and-network',
  });
  const job = data?.job;
  if (!job || (!job.importReport && !job.importRejectsUrl)) return null;
  const { importReport: report, importRejectsUrl: url, importRejects: rejects } = job;
  const more = rejects.totalCount - rejects.nodes.length;
  return (
    <Paper component="section" aria-label="Import" withBorder p="md">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap="sm" flex="1 1 320px">
          {report && <ImportFacts report={report} />}
          {rejects.nodes.length > 0 && <RejectList rejects={rejects.nodes} />}
          {more > 0 && (
            <Text size="sm" c="dimmed">
              And {plural(more, 'other')}, in the file.
            </Text>
          )}
        </Stack>
        {url && (
          <DownloadButton url={url} size="xs" variant="default">
            Rejected lines
          </DownloadButton>
        )}
      </Group>
    </Paper>
  );
}
