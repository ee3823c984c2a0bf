import { Alert, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ErrorState } from '~/components/ErrorState';
import { graphql } from '~/graphql/graphql';
import { ApplicationForm, applicationFormFragment } from './ApplicationForm';
import { ApplicationPicker, applicationPickerFragment } from './ApplicationPicker';

const creatableApplicationsQuery = graphql(
  `
    query CreatableApplications {
      applications {
        name
        creatable
        ...ApplicationPicker
        ...ApplicationForm
      }
    }
  `,
  [applicationFormFragment, applicationPickerFragment],
);

/** Asks for an application and what it needs to know, and creates the job. */
export default function CreateJobForm({
  application: preferred,
  source,
}: {
  application: string;
  source: string;
}) {
  const [{ data, error }, reload] = useQuery({ query: creatableApplicationsQuery });
  const [chosen, choose] = useState(preferred);
  if (error && !data) {
    return (
      <ErrorState
        title="The applications can’t be read"
        error={error}
        onRetry={() => reload({ requestPolicy: 'network-only' })}
      />
    );
  }
  if (!data) return <Skeleton h={360} />;
  const applications = data.applications.filter(({ creatable }) => creatable);
  const application = applications.find(({ name }) => name === chosen) ?? applications[0];
  if (!application) {
    return (
      <Alert color="gray" title="You may not create jobs">
        Ask an administrator for the permission to create jobs of an application.
      </Alert>
    );
  }
  return (
    <>
      <ApplicationPicker applications={applications} chosen={application.name} onChoose={choose} />
      <ApplicationForm key={application.name} application={application} source={source} />
    </>
  );
}
