import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMutation } from 'urql';
import { apiError, type ApiError } from '~/graphql/errors';
import { graphql, type VariablesOf } from '~/graphql/graphql';

const createJobMutation = graphql(`
  mutation CreateJob($input: CreateJobInput!) {
    createJob(input: $input) {
      job {
        id
      }
    }
  }
`);

type Given = Partial<VariablesOf<typeof createJobMutation>['input']> & {
  application: string;
  name: string;
};

/** Creates a job and goes to it. */
export function useCreateJob() {
  const navigate = useNavigate();
  const [{ fetching }, mutate] = useMutation(createJobMutation);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const create = async (input: Given) => {
    setFailure(null);
    const { data, error } = await mutate({
      // What is left out takes the API's default.
      input: input,
    });
    if (error) setFailure(apiError(error));
    if (data) await navigate({ to: '/jobs/$jobId', params: { jobId: data.createJob.job.id } });
  };
  return { create, busy: fetching, failure };
}
