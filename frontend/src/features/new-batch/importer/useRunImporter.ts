import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useMutation } from 'urql';
import { newKey } from '~/components/batch-form/useCreateBatch';
import { graphql, type VariablesOf } from '~/graphql/graphql';

const runImporterMutation = graphql(`
  mutation RunImporter($input: RunImporterInput!) {
    runImporter(input: $input) {
      job {
        id
      }
    }
  }
`);

/** What importing takes: from where, and which way. */
export type ImportRequest = Omit<VariablesOf<typeof runImporterMutation>['input'], 'clientKey'>;

/** Runs an importer, and goes to the job that does it. Trying again after a failure starts no second one. */
export function useRunImporter() {
  const navigate = useNavigate();
  const [{ fetching, error }, mutate] = useMutation(runImporterMutation);
  const attempt = useRef({ content: '', clientKey: '' });
  const run = async (request: ImportRequest) => {
    const content = JSON.stringify(request);
    if (attempt.current.content !== content) {
      attempt.current = { content, clientKey: newKey() };
    }
    const { clientKey } = attempt.current;
    const { data } = await mutate({ input: { ...request, clientKey } });
    if (data) await navigate({ to: '/jobs/$jobId', params: { jobId: data.runImporter.job.id } });
    return data !== undefined;
  };
  return { run, busy: fetching, error };
}
