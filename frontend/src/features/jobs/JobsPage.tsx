import { Group } from '@mantine/core';
import { IconProgressCheck, IconServer2 } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { useApplications } from '~/components/applications';
import { EmptyList } from '~/components/EmptyList';
import { ButtonLink } from '~/components/links';
import { ListView } from '~/components/ListView';
import { Page } from '~/components/Page';
import { pagerFragment } from '~/components/Pager';
import { useJobsChanged } from '~/components/useJobsChanged';
import { useListNavigation } from '~/components/useListNavigation';
import { graphql } from '~/graphql/graphql';
import { CreateJobButton } from './create/CreateJobButton';
import { JobFilters } from './JobFilters';
import { JobTable, jobTableFragment } from './JobTable';
import { defaults, type JobsSearch } from './search';
import { whereOf } from './where';

const jobsQuery = graphql(
  `
    query Jobs($where: JobFilter, $first: Int!, $after: String) {
      jobs(where: $where, first: $first, after: $after) {
        totalCount
        nodes {
          ...JobTable
        }
        pageInfo {
          ...Pager
        }
      }
    }
  `,
  [jobTableFragment, pagerFragment],
);

/** All jobs that the user may see, the newest first, live. */
export function JobsPage() {
  const search = useSearch({ from: '/shell/jobs' });
  const { change, go } = useListNavigation<JobsSearch>();
  const where = whereOf(search);
  const [{ data, error, fetching, stale }, run] = useQuery({
    query: jobsQuery,
    variables: { where, first: search.size, after: search.after || null },
    requestPolicy: 'cache-and-network',
  });
  const reload = () => run({ requestPolicy: 'network-only' });
  useJobsChanged(reload);
  const jobs = data?.jobs;
  const mayCreate = useApplications().some(({ creatable }) => creatable);
  return (
    <Page
      title="Jobs"
      actions={
        <Group gap="xs">
          <ButtonLink
            to="/workers"
            variant="default"
            leftSection={<IconServer2 size={16} aria-hidden />}
          >
            Workers
          </ButtonLink>
          {mayCreate && (
            <CreateJobButton
              opened={search.create}
              application={search.application}
              source={search.source}
              onOpen={() => change({ create: true })}
              onClose={() => change({ create: false, source: '' })}
            />
          )}
        </Group>
      }
    >
      <JobFilters search={search} onChange={change} />
      <ListView
        noun="jobs"
        page={jobs}
        error={error}
        busy={fetching || stale}
        search={search}
        onRetry={reload}
        onGo={go}
        onSize={(size) => change({ size })}
        empty={
          <EmptyList
            icon={<IconProgressCheck aria-hidden />}
            noun="jobs"
            filtered={where !== null}
            onClear={() => change(defaults)}
            explanation="A job sends the items of a source through a program, chunk by chunk. Populating and executing batches runs as jobs, too."
          />
        }
      >
        <JobTable jobs={jobs?.nodes ?? []} />
      </ListView>
    </Page>
  );
}
