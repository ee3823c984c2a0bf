import { Code, DataList, Paper, SimpleGrid } from '@mantine/core';
import type { ReactNode } from 'react';
import { useApplicationTitle } from '~/components/applications';
import { formatRate, formatTime } from '~/components/format';
import { TextLink } from '~/components/links';
import { OperationsLink } from '~/components/OperationsLink';
import { priorityText } from '~/components/priorities';
import { valueText } from '~/components/valueText';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';

export const jobFactsFragment = graphql(`
  fragment JobFacts on Job {
    id
    number
    application
    source
    parameters
    partitioning
    parallelism
    priority
    rate
    programHash
    buildRevision
    createdAt
    startedAt
    finishedAt
    batch {
      id
      number
      description
    }
    createdBy {
      id
      name
    }
    startedBy {
      id
      name
    }
    canceledBy {
      id
      name
    }
  }
`);

type Fact = [label: string, value: ReactNode];

/** What there is to know of a job, as label and value. */
export function JobFacts({ job: masked }: { job: FragmentOf<typeof jobFactsFragment> }) {
  const job = readFragment(jobFactsFragment, masked);
  const application = useApplicationTitle(job.application);
  const what: Fact[] = [
    ['Number', job.number],
    ['Application', application],
    [
      'Batch',
      job.batch && (
        <TextLink to="/batches/$batchId" params={{ batchId: job.batch.id }} inherit>
          {job.batch.number} {job.batch.description}
        </TextLink>
      ),
    ],
    ['Record', <OperationsLink key="operations" about={job.id} />],
    ['Source', <Code key="source">{job.source}</Code>],
    ['Parameters', valueText(job.parameters)],
    ['Partitioning', <Code key="partitioning">{job.partitioning}</Code>],
    ['Program', job.programHash && <Code key="program">{job.programHash.slice(0, 12)}</Code>],
    ['Build', job.buildRevision && <Code key="build">{job.buildRevision.slice(0, 12)}</Code>],
  ];
  const how: Fact[] = [
    ['Created', byWhom(job.createdAt, job.createdBy?.name)],
    ['Started', job.startedAt && byWhom(job.startedAt, job.startedBy?.name)],
    ['Finished', job.finishedAt && formatTime(job.finishedAt)],
    ['Canceled by', job.canceledBy?.name],
    ['Chunks at once', String(job.parallelism)],
    ['Limit', job.rate === null ? 'As fast as it can' : formatRate(job.rate)],
    ['Priority', priorityText(job.priority)],
  ];
  return (
    <Paper withBorder p="md">
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing="xs">
        <Facts facts={what} />
        <Facts facts={how} />
      </SimpleGrid>
    </Paper>
  );
}

function Facts({ facts }: { facts: Fact[] }) {
  return (
    <DataList gap="xs" labelWidth="130px">
      {facts
        .filter(([, value]) => Boolean(value))
        .map(([label, value]) => (
          <DataList.Item key={label}>
            <DataList.ItemLabel>{label}</DataList.ItemLabel>
            <DataList.ItemValue>{value}</DataList.ItemValue>
          </DataList.Item>
        ))}
    </DataList>
  );
}

function byWhom(time: string, name: string | undefined): string {
  return name ? `${formatTime(time)} by ${name}` : formatTime(time);
}
