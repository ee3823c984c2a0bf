import { Table } from '@mantine/core';
import { DataTable } from '~/components/DataTable';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { JobRow, jobRowFragment } from './JobRow';

export const jobTableFragment = graphql(
  `
    fragment JobTable on Job {
      id
      ...JobRow
    }
  `,
  [jobRowFragment],
);

/** One page of jobs. */
export function JobTable({ jobs }: { jobs: FragmentOf<typeof jobTableFragment>[] }) {
  return (
    <DataTable
      label="Jobs"
      minWidth={980}
      head={
        <>
          <Table.Th>Job</Table.Th>
          <Table.Th>Application</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th w={220}>Progress</Table.Th>
          <Table.Th ta="right">Stored away</Table.Th>
          <Table.Th ta="right">Failed</Table.Th>
          <Table.Th>Created</Table.Th>
        </>
      }
    >
      {readFragment(jobTableFragment, jobs).map((job) => (
        <JobRow key={job.id} job={job} />
      ))}
    </DataTable>
  );
}
