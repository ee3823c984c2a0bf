import { Button, Group } from '@mantine/core';
import { IconFlask, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { CancelJob, cancelJobFragment } from '~/components/CancelJob';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { AdjustJob, adjustJobFragment } from './AdjustJob';
import { DeleteJob, deleteJobFragment } from './DeleteJob';
import { useJobAction } from './useJobAction';

export const jobActionsFragment = graphql(
  `
    fragment JobActions on Job {
      id
      allowedActions
      ...AdjustJob
      ...CancelJob
      ...DeleteJob
    }
  `,
  [adjustJobFragment, cancelJobFragment, deleteJobFragment],
);

/** What the user may do with the job now. */
export function JobActions({
  job: masked,
  onTry,
}: {
  job: FragmentOf<typeof jobActionsFragment>;
  /** Leads to where the job can be tried; undefined if it can't. */
  onTry: (() => void) | undefined;
}) {
  const job = readFragment(jobActionsFragment, masked);
  const start = useJobAction(job.id, 'start');
  const pause = useJobAction(job.id, 'pause');
  const resume = useJobAction(job.id, 'resume');
  const may = (action: (typeof job.allowedActions)[number]) => job.allowedActions.includes(action);
  return (
    <Group gap="xs">
      {may('START') && (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={start.busy}
          onClick={start.run}
        >
          Start
        </Button>
      )}
      {may('RESUME') && (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={resume.busy}
          onClick={resume.run}
        >
          Resume
        </Button>
      )}
      {may('START') && onTry && (
        <Button variant="default" leftSection={<IconFlask size={16} aria-hidden />} onClick={onTry}>
          Try
        </Button>
      )}
      {may('PAUSE') && (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          loading={pause.busy}
          onClick={pause.run}
        >
          Pause
        </Button>
      )}
      <CancelJob job={job} what="the job" />
      {may('ADJUST') && <AdjustJob job={job} />}
      {may('DELETE') && <DeleteJob job={job} />}
    </Group>
  );
}
