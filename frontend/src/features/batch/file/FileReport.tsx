import { Alert, Group, List, Paper, Stack, Text } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { DownloadButton } from '~/components/DownloadButton';
import { formatCount, plural } from '~/components/format';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { reportFacts } from './reportFacts';

export const fileReportFragment = graphql(`
  fragment FileReport on Batch {
    upload {
      id
      name
      url
    }
    rejectsUrl
    fileReport {
      linesRead
      headerLines
      rowsMade
      partial
      rejected
      leftOut
      blank
      continued
      duplicates
      inOpenBatches
      wasRejected
      problems {
        line
        column
        reason
      }
    }
  }
`);

/** What became of the lines of the file that a batch was made of. */
export function FileReport({ batch: masked }: { batch: FragmentOf<typeof fileReportFragment> }) {
  const { upload, rejectsUrl, fileReport: report } = readFragment(fileReportFragment, masked);
  if (!upload && !report) return null;
  const facts = report ? reportFacts(report) : [];
  return (
    <Paper component="section" aria-label="File" withBorder p="md">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap="xs" flex="1 1 320px">
          <Group gap="xs" wrap="nowrap">
            <IconFileText size={20} stroke={1.6} aria-hidden />
            <Text fw={600}>{upload?.name ?? 'File'}</Text>
          </Group>
          {report && (
            <Text size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
              {plural(report.linesRead, 'line')} read: {facts.join(', ')}
            </Text>
          )}
        </Stack>
        <Group gap="xs">
          {rejectsUrl && (
            <DownloadButton url={rejectsUrl} size="xs" variant="default">
              Lines that made no row
            </DownloadButton>
          )}
          {upload && (
            <DownloadButton url={upload.url} size="xs" variant="default">
              Original file
            </DownloadButton>
          )}
        </Group>
      </Group>
      {report && report.problems.length > 0 && (
        <Alert
          mt="sm"
          color={report.wasRejected ? 'red' : 'orange'}
          variant="light"
          title={
            report.wasRejected
              ? 'The file was rejected: no rows were made'
              : `${plural(report.rejected + report.partial, 'line')} could not be used as they are`
          }
        >
          <List size="sm">
            {report.problems.map(({ line, column, reason }, index) => (
              <List.Item key={index}>
                Line {formatCount(line)}
                {column !== '' && `, ${column}`}: {reason}
              </List.Item>
            ))}
          </List>
          {report.wasRejected && (
            <Text size="sm" mt="xs">
              Mend the file and make a new batch of it, or leave such lines out.
            </Text>
          )}
        </Alert>
      )}
    </Paper>
  );
}
