import { IconProgressCheck } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { EmptyList } from '~/components/EmptyList';
import { ListView } from '~/components/ListView';
import { Page } from '~/components/Page';
import { pagerFragment } from '~/components/Pager';
import { useJobsChanged } from '~/components/useJobsChanged';
import { useListNavigation } from '~/components/useListNavigation';
import { graphql } from '~/graphql/graphql';
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
  return (
    <Page title="Jobs">
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
            explanation="Populating and executing batches runs as jobs: here you will see how far they are."
          />
        }
      >
        <JobTable jobs={jobs?.nodes ?? []} />
      </ListView>
    </Page>
  );
}
