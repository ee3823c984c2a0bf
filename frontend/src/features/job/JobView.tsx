import { Tabs, Text } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { Page } from '~/components/Page';
import { parameterFragment } from '~/components/parameters/parameters';
import { may } from '~/components/permissions';
import { useListNavigation } from '~/components/useListNavigation';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { JobActions, jobActionsFragment } from './actions/JobActions';
import { ChunksTab, chunksTabFragment } from './chunks/ChunksTab';
import { ExceptionsTab, exceptionsTabFragment } from './exceptions/ExceptionsTab';
import { JobTabList } from './JobTabList';
import { Overview, overviewFragment } from './overview/Overview';
import { useRateSeries } from './overview/useRateSeries';
import { ProgramTab } from './program/ProgramTab';
import { ResultsTab } from './results/ResultsTab';
import { defaults, type JobSearch } from './search';
import { tabsOf } from './tabs';
import { TrialTab } from './trial/TrialTab';
import { useTrial } from './trial/useTrial';

export const jobApplicationFragment = graphql(
  `
    fragment JobApplication on Application {
      name
      standsAlone
      creatable
      hasProgram
      corrections {
        ...ParameterForm
      }
    }
  `,
  [parameterFragment],
);

export const jobViewFragment = graphql(
  `
    fragment JobView on Job {
      id
      name
      description
      allowedActions
      progress {
        jobId
        exceptions
        exceptionsOpen
      }
      ...JobActions
      ...Overview
      ...ChunksTab
      ...ExceptionsTab
    }
  `,
  [chunksTabFragment, exceptionsTabFragment, jobActionsFragment, overviewFragment],
);

/** A job with its tabs. */
export function JobView({
  job: masked,
  application: maskedApplication,
  permissions,
}: {
  job: FragmentOf<typeof jobViewFragment>;
  application: FragmentOf<typeof jobApplicationFragment>;
  /** The viewer's. */
  permissions: readonly string[];
}) {
  const job = readFragment(jobViewFragment, masked);
  const application = readFragment(jobApplicationFragment, maskedApplication);
  const search = useSearch({ from: '/shell/jobs/$jobId' });
  const { change, go, put } = useListNavigation<JobSearch>();
  // Kept here, so that they outlive a look at another tab.
  const series = useRateSeries(job.id);
  const trying = useTrial(job.id);
  const { exceptions, exceptionsOpen } = job.progress;
  const tabs = tabsOf(application, { exceptions, mayTry: job.allowedActions.includes('TRY') });
  const tab = tabs.includes(search.tab) ? search.tab : 'overview';
  const open = (next: JobSearch['tab']) => change({ ...defaults, tab: next });
  return (
    <Page
      title={job.name}
      subtitle={job.description && <Text c="dimmed">{job.description}</Text>}
      actions={
        <JobActions job={job} onTry={tabs.includes('trial') ? () => open('trial') : undefined} />
      }
    >
      <Tabs value={tab} onChange={(next) => open(next as JobSearch['tab'])} keepMounted={false}>
        <JobTabList tabs={tabs} exceptionsOpen={exceptionsOpen} />
        <Tabs.Panel value="overview" pt="md">
          <Overview job={job} series={series} />
        </Tabs.Panel>
        <Tabs.Panel value="program" pt="md">
          <ProgramTab jobId={job.id} search={search} onSearch={put} />
        </Tabs.Panel>
        <Tabs.Panel value="chunks" pt="md">
          <ChunksTab
            job={job}
            withResults={tabs.includes('results')}
            search={search}
            onSearch={put}
          />
        </Tabs.Panel>
        <Tabs.Panel value="exceptions" pt="md">
          <ExceptionsTab
            job={job}
            corrections={application.corrections}
            mayCreate={application.creatable}
            mayResolve={may(permissions, `job.${application.name}.resolve`)}
            search={search}
            onSearch={change}
            onGo={go}
          />
        </Tabs.Panel>
        <Tabs.Panel value="results" pt="md">
          <ResultsTab jobId={job.id} search={search} onSearch={change} onGo={go} />
        </Tabs.Panel>
        <Tabs.Panel value="trial" pt="md">
          <TrialTab trying={trying} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
