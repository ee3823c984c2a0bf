import { TextLink } from '~/components/links';

/** Leads to the job that executes, or has executed, the batch. */
export function JobLink({ id }: { id: string }) {
  return (
    <TextLink to="/jobs/$jobId" params={{ jobId: id }} size="sm">
      Details of the job
    </TextLink>
  );
}
