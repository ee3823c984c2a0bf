import { Alert, Modal, Skeleton } from '@mantine/core';
import { useQuery } from 'urql';
import { ErrorState } from '~/components/ErrorState';
import { graphql } from '~/graphql/graphql';
import { DriftReport, driftReportFragment } from './DriftReport';

const driftQuery = graphql(
  `
    query SourceDrift($id: ID!) {
      batch(id: $id) {
        id
        sourceDrift {
          ...DriftReport
        }
      }
    }
  `,
  [driftReportFragment],
);

/** Asks the source of a batch again, shows what it would add and drop by now, and takes that over. */
export function SourceDrift({
  batch,
  opened,
  onClose,
}: {
  batch: { id: string; sourceText: string };
  opened: boolean;
  onClose: () => void;
}) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title="What the source has by now"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened && <Content batch={batch} onClose={onClose} />}
    </Modal>
  );
}

function Content({
  batch,
  onClose,
}: {
  batch: { id: string; sourceText: string };
  onClose: () => void;
}) {
  const [{ data, error }, reload] = useQuery({
    query: driftQuery,
    variables: { id: batch.id },
    requestPolicy: 'network-only',
  });
  if (error && !data) {
    return <ErrorState title="The source can’t be asked" error={error} onRetry={() => reload()} />;
  }
  if (!data) return <Skeleton h={160} />;
  const drift = data.batch?.sourceDrift;
  if (!drift) {
    return (
      <Alert color="gray" title="This source can’t be asked again">
        Files and rows entered by hand say only once what they say, and a batch that was deleted
        says nothing any more.
      </Alert>
    );
  }
  return <DriftReport batch={batch} drift={drift} onClose={onClose} />;
}
