import { DataList, Paper } from '@mantine/core';
import type { ReactNode } from 'react';
import { applicationTitle } from '~/components/applications';
import { formatCount, formatDuration, formatTime } from '~/components/format';
import { TextLink } from '~/components/links';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';

export const jobFactsFragment = graphql(`
  fragment JobFacts on Job {
    application
    source
    partitioning
    parallelism
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
    canceledBy {
      id
      name
    }
    progress {
      jobId
      itemsDone
      itemsFailed
      totalChunks
      chunksDone
      chunksRunning
      chunksFailed
    }
  }
`);

/** What there is to know of a job, as label and value. */
export function JobFacts({ job: masked }: { job: FragmentOf<typeof jobFactsFragment> }) {
  const job = readFragment(jobFactsFragment, masked);
  const { progress } = job;
  const facts: [label: string, value: ReactNode][] = [
    ['Application', applicationTitle(job.application)],
    [
      'Batch',
      job.batch && (
        <TextLink to="/batches/$batchId" params={{ batchId: job.batch.id }} inherit>
          {job.batch.number} {job.batch.description}
        </TextLink>
      ),
    ],
    ['Items done', formatCount(progress.itemsDone)],
    ['Items failed', formatCount(progress.itemsFailed)],
    ['Chunks', chunksText(progress)],
    ['Partitioning', job.partitioning],
    ['Chunks at once', formatCount(job.parallelism)],
    ['Source', job.source],
    ['Created', byWhom(job.createdAt, job.createdBy?.name)],
    ['Started', job.startedAt && formatTime(job.startedAt)],
    ['Finished', job.finishedAt && formatTime(job.finishedAt)],
    ['Took', took(job.startedAt, job.finishedAt)],
    ['Canceled by', job.canceledBy?.name],
  ];
  return (
    <Paper withBorder p="md">
      <DataList gap="xs" labelWidth="140px">
        {facts
          .filter(([, value]) => Boolean(value))
          .map(([label, value]) => (
            <DataList.Item key={label}>
              <DataList.ItemLabel>{label}</DataList.ItemLabel>
              <DataList.ItemValue>{value}</DataList.ItemValue>
            </DataList.Item>
          ))}
      </DataList>
    </Paper>
  );
}

type Chunks = {
  totalChunks: number | null;
  chunksDone: number;
  chunksRunning: number;
  chunksFailed: number;
};

function chunksText({ totalChunks, chunksDone, chunksRunning, chunksFailed }: Chunks): string {
  const total = totalChunks === null ? '' : ` of ${formatCount(totalChunks)}`;
  const running = chunksRunning === 0 ? '' : `, ${formatCount(chunksRunning)} running`;
  const failed = chunksFailed === 0 ? '' : `, ${formatCount(chunksFailed)} failed`;
  return `${formatCount(chunksDone)}${total} done${running}${failed}`;
}

function byWhom(time: string, name: string | undefined): string {
  return name ? `${formatTime(time)} by ${name}` : formatTime(time);
}

function took(startedAt: string | null, finishedAt: string | null): string | null {
  if (!startedAt || !finishedAt) return null;
  return formatDuration((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
}
