import { Alert, Code, DataList, Paper, Stack, Title } from '@mantine/core';
import { IconActivity } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { ErrorState } from '~/components/ErrorState';
import { formatTime } from '~/components/format';
import { ButtonLink } from '~/components/links';
import { Missing } from '~/components/Missing';
import { OperationContext, operationContextFragment } from '~/components/OperationContext';
import { OperationLabel } from '~/components/OperationLabel';
import { Page } from '~/components/Page';
import { TableSkeleton } from '~/components/TableSkeleton';
import { useOperationsChanged } from '~/components/useOperationsChanged';
import { graphql } from '~/graphql/graphql';
import { OperationActions, operationActionsFragment } from './OperationActions';

const operationQuery = graphql(
  `
    query Operation($id: ID!) {
      operation(id: $id) {
        id
        number
        type
        status
        result
        context {
          ...OperationContext
        }
        input
        output
        error
        group
        route
        attempt
        runAt
        leaseUntil
        createdAt
        startedAt
        finishedAt
        createdBy {
          id
          name
        }
        startedBy {
          id
          name
        }
        finishedBy {
          id
          name
        }
        ...OperationActions
      }
    }
  `,
  [operationContextFragment, operationActionsFragment],
);

/** One operation: what went in, how it stands, and what came out. */
export function OperationPage() {
  const { operationId: id } = useParams({ from: '/shell/operations/$operationId' });
  const [{ data, error }, run] = useQuery({
    query: operationQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const reload = () => run({ requestPolicy: 'network-only' });
  useOperationsChanged({ id: { eq: id } }, reload);
  if (error && !data) {
    return <ErrorState title="The operation can’t be shown" error={error} onRetry={reload} />;
  }
  if (!data) return <TableSkeleton label="Loading the operation" />;
  const operation = data.operation;
  if (!operation) {
    return (
      <Missing icon={<IconActivity aria-hidden />} title="There is no such operation">
        <ButtonLink to="/operations" variant="default">
          All operations
        </ButtonLink>
      </Missing>
    );
  }
  const facts: [label: string, value: ReactNode][] = [
    ['State', <OperationLabel key="s" status={operation.status} result={operation.result} />],
    ['About', operation.context && <OperationContext context={operation.context} />],
    ['Action group', operation.group],
    ['Route', operation.route],
    ['Attempts', String(operation.attempt)],
    ['Created', byWhom(operation.createdAt, operation.createdBy?.name)],
    ['Not before', operation.status === 'UNPROCESSED' && formatTime(operation.runAt)],
    ['Started', operation.startedAt && byWhom(operation.startedAt, operation.startedBy?.name)],
    ['Lease until', operation.leaseUntil && formatTime(operation.leaseUntil)],
    ['Ended', operation.finishedAt && byWhom(operation.finishedAt, operation.finishedBy?.name)],
  ];
  return (
    <Page
      title={`Operation ${operation.number}: ${operation.type}`}
      actions={<OperationActions operation={operation} />}
    >
      {operation.error && (
        <Alert color="red" title="It failed">
          {operation.error}
        </Alert>
      )}
      <Paper withBorder p="md">
        <DataList gap="xs" labelWidth="130px">
          {facts
            .filter(([, value]) => Boolean(value))
            .map(([label, value]) => (
              <DataList.Item key={label}>
                <DataList.ItemLabel>{label}</DataList.ItemLabel>
                <DataList.ItemValue>{value}</DataList.ItemValue>
              </DataList.Item>
            ))}
        </DataList>
      </Paper>
      <Data title="Input" value={operation.input} />
      <Data title="Output" value={operation.output} />
    </Page>
  );
}

/** JSON to be read by people; nothing at all for none. */
function Data({ title, value }: { title: string; value: unknown }) {
  if (value === null) return null;
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {title}
      </Title>
      <Code
        block
        tabIndex={0}
        aria-label={title}
        role="region"
        mah={400}
        style={{ overflow: 'auto' }}
      >
        {JSON.stringify(value, null, 2)}
      </Code>
    </Stack>
  );
}

function byWhom(time: string, name: string | undefined): string {
  return name ? `${formatTime(time)} by ${name}` : formatTime(time);
}
