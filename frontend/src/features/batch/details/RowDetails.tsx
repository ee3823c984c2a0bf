import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import { useQuery } from 'urql';
import { Dot } from '~/components/Dot';
import { ErrorState } from '~/components/ErrorState';
import { TextLink } from '~/components/links';
import { notifyDone, notifyFailed } from '~/components/notify';
import { graphql } from '~/graphql/graphql';
import { useBulk } from '../bulk/useBulk';
import { RetryButton } from '../retry/RetryButton';
import type { RowRights } from '../rows/rights';
import { gridRowFragment, gridRows, type GridRow, type RowColumn } from '../rows/row';
import type { RowFeed, RowsChange } from '../rows/rowFeed';
import { severityColors } from '../rows/severity';
import { outcomeText } from '../sheet/column';
import { firstValues } from './firstValues';
import { rowEventFragment, RowHistory } from './RowHistory';
import { RowValueTable } from './RowValueTable';

const rowDetailsQuery = graphql(
  `
    query RowDetails($batchId: ID!, $rowId: ID!) {
      batch(id: $batchId) {
        id
        rows(where: { ids: [$rowId] }, first: 1) {
          nodes {
            ...GridRow
            product {
              id
              sku
              description
            }
            history(first: 200) {
              ...RowEvent
            }
          }
        }
      }
    }
  `,
  [gridRowFragment, rowEventFragment],
);

/** A row's status with its reason, its values before and now, its product and its history. */
export function RowDetails({
  batchId,
  rowId,
  columns,
  feed,
  rights,
}: {
  batchId: string;
  rowId: string;
  columns: readonly RowColumn[];
  feed: RowFeed;
  rights: RowRights;
}) {
  const [{ data, error }, ask] = useQuery({
    query: rowDetailsQuery,
    variables: { batchId, rowId },
    requestPolicy: 'network-only',
  });
  const reload = () => ask({ requestPolicy: 'network-only' });
  const onChange = useEffectEvent((change: RowsChange) => {
    if (change === 'everything' || change.rows.some(({ id }) => id === rowId)) reload();
  });
  useEffect(() => feed.onChange(onChange), [feed]);
  const details = data?.batch?.rows.nodes[0];
  if (!details) {
    if (error) return <ErrorState title="The row can’t be shown" error={error} onRetry={ask} />;
    if (data) return <Text>The row is gone.</Text>;
    return <Skeleton h={320} role="status" aria-label="Loading the row" />;
  }
  const [row] = gridRows([details]);
  if (!row) return null;
  const { product, history } = details;
  return (
    <Stack gap="lg">
      <Stack gap={4}>
        <StatusLine row={row} />
        {row.reason && <Text size="sm">{row.reason}</Text>}
        {row.outcome && <Text size="sm">{outcomeText(row)}</Text>}
        {product && (
          <Text size="sm">
            Product{' '}
            <TextLink to="/products" search={{ search: product.sku }}>
              {product.sku}
            </TextLink>{' '}
            {product.description}
          </Text>
        )}
        {!product && (
          <Text size="sm" c="dimmed">
            Its product is gone, or not for you to see.
          </Text>
        )}
      </Stack>
      <section>
        <Title order={3} size="h5" mb="xs">
          Values
        </Title>
        <RowValueTable columns={columns} values={row.values} first={firstValues(history)} />
      </section>
      <Group gap="xs">
        {rights.refresh && (rights.edit !== 'failed' || row.outcome === 'FAILED') && (
          <RefreshRow batchId={batchId} row={row} onDone={reload} />
        )}
        {rights.retry && row.outcome === 'FAILED' && (
          <RetryButton batchId={batchId} where={{ ids: [row.id] }} count={1} size="xs">
            Execute it again…
          </RetryButton>
        )}
      </Group>
      <section>
        <Title order={3} size="h5" mb="xs">
          History
        </Title>
        <RowHistory history={history} columns={columns} />
      </section>
    </Stack>
  );
}

function StatusLine({ row: { removed, status } }: { row: GridRow }) {
  if (!removed) return <Dot color={severityColors[status.severity]}>{status.title}</Dot>;
  return (
    <Dot color="gray" kind="hollow">
      Removed
    </Dot>
  );
}

function RefreshRow({
  batchId,
  row,
  onDone,
}: {
  batchId: string;
  row: GridRow;
  onDone: () => void;
}) {
  const { busy, run } = useBulk(batchId);
  const refresh = async () => {
    const { result, error } = await run('refresh', { kind: 'ticked', rows: [row] });
    if (error) notifyFailed('Not refreshed', error);
    else if (result.changed === 0) notifyDone(`Row ${row.sequence} is up to date.`);
    else notifyDone(`Refreshed row ${row.sequence}.`);
    onDone();
  };
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconRefresh size={16} aria-hidden />}
      loading={busy}
      onClick={refresh}
    >
      Refresh from the product
    </Button>
  );
}
