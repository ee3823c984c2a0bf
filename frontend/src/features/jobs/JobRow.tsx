import { Table, Text } from '@mantine/core';
import { useApplicationTitle } from '~/components/applications';
import { formatCount } from '~/components/format';
import { JobProgressBar, jobProgressFragment } from '~/components/JobProgress';
import { isJobActive, JobStateLabel } from '~/components/JobStateLabel';
import { TextLink } from '~/components/links';
import { TimeText } from '~/components/TimeText';
import { useLiveJob } from '~/components/useLiveJob';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';

export const jobRowFragment = graphql(
  `
    fragment JobRow on Job {
      id
      application
      name
      number
      state
      createdAt
      createdBy {
        id
        name
      }
      progress {
        jobId
        itemsDone
        totalItems
        itemsFailed
        exceptions
        exceptionsOpen
        ...JobProgress
      }
    }
  `,
  [jobProgressFragment],
);

export function JobRow({ job: masked }: { job: FragmentOf<typeof jobRowFragment> }) {
  const job = readFragment(jobRowFragment, masked);
  const { itemsDone, totalItems, itemsFailed, exceptions, exceptionsOpen } = job.progress;
  const beingCut = job.state === 'CREATED' && totalItems === null;
  useLiveJob(isJobActive(job.state) || beingCut ? job.id : null);
  const application = useApplicationTitle(job.application);
  return (
    <Table.Tr>
      <Table.Td>
        <TextLink to="/jobs/$jobId" params={{ jobId: job.id }}>
          {job.name}
        </TextLink>
        <Text span size="sm" c="dimmed" ml="xs">
          {job.number}
        </Text>
      </Table.Td>
      <Table.Td>{application}</Table.Td>
      <Table.Td>
        <JobStateLabel state={job.state} />
      </Table.Td>
      <Table.Td>
        <JobProgressBar progress={job.progress} label={`Progress of ${job.name}`} />
        <Text size="xs" c="dimmed" mt={4} style={{ fontVariantNumeric: 'tabular-nums' }}>
          {formatCount(itemsDone)}
          {totalItems !== null && ` of ${formatCount(totalItems)}`}
        </Text>
      </Table.Td>
      <Table.Td ta="right">
        <Text inherit fw={exceptionsOpen > 0 ? 600 : undefined}>
          {formatCount(exceptions)}
        </Text>
        {exceptionsOpen > 0 && (
          <Text size="xs" c="dimmed" mt={4}>
            {formatCount(exceptionsOpen)} open
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right" fw={itemsFailed > 0 ? 600 : undefined}>
        {formatCount(itemsFailed)}
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        <TimeText time={job.createdAt} />
        {job.createdBy && ` by ${job.createdBy.name}`}
      </Table.Td>
    </Table.Tr>
  );
}
