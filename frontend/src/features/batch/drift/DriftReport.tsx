import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { useMutation } from 'urql';
import { formatCount, plural } from '~/components/format';
import { notifyDone } from '~/components/notify';
import { apiError } from '~/graphql/errors';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';

export const driftReportFragment = graphql(`
  fragment DriftReport on SourceDrift {
    added
    dropped
    addedProducts(first: 5) {
      nodes {
        id
        sku
        description
      }
    }
    droppedRows(first: 5) {
      nodes {
        id
        product {
          id
          sku
          description
        }
      }
    }
  }
`);

const refreshSourceMutation = graphql(`
  mutation RefreshSource($id: ID!) {
    refreshSource(input: { id: $id }) {
      added
      dropped
      batch {
        id
        version
      }
    }
  }
`);

type Product = { id: string; sku: string; description: string };

/** What taking over from the source would add and drop, and the button that does. */
export function DriftReport({
  batch,
  drift: masked,
  onClose,
}: {
  batch: { id: string; sourceText: string };
  drift: FragmentOf<typeof driftReportFragment>;
  onClose: () => void;
}) {
  const drift = readFragment(driftReportFragment, masked);
  const [{ fetching, error }, refresh] = useMutation(refreshSourceMutation);
  const takeOver = async () => {
    const { data } = await refresh({ id: batch.id });
    if (!data) return;
    const { added, dropped } = data.refreshSource;
    notifyDone(`${plural(added, 'row')} added, ${formatCount(dropped)} removed.`);
    onClose();
  };
  const same = drift.added === 0 && drift.dropped === 0;
  const gone = drift.droppedRows.nodes.flatMap(({ product }) => (product ? [product] : []));
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {batch.sourceText}
      </Text>
      {same ? (
        <Text>
          Nothing has changed: the batch has exactly the products that its source gives now.
        </Text>
      ) : (
        <>
          <Part
            title={`${plural(drift.added, 'product')} would be added`}
            products={drift.addedProducts.nodes}
            count={drift.added}
          />
          <Part
            title={`${plural(drift.dropped, 'row')} would be removed`}
            products={gone}
            count={drift.dropped}
          />
          <Text size="sm" c="dimmed">
            Rows that you removed stay removed. Removed rows can be restored.
          </Text>
        </>
      )}
      {error && (
        <Alert role="alert" color="red" variant="light" title="Nothing was taken over">
          {apiError(error).message}
        </Alert>
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose} data-autofocus>
          {same ? 'Close' : 'Leave it as it is'}
        </Button>
        {!same && (
          <Button loading={fetching} onClick={takeOver}>
            Take over
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function Part({ title, products, count }: { title: string; products: Product[]; count: number }) {
  if (count === 0) return null;
  const more = count - products.length;
  return (
    <div>
      <Text fw={600}>{title}</Text>
      <List size="sm" mt={4}>
        {products.map(({ id, sku, description }) => (
          <List.Item key={id}>
            <Text span ff="monospace" fz="sm">
              {sku}
            </Text>{' '}
            {description}
          </List.Item>
        ))}
        {more > 0 && <List.Item>and {formatCount(more)} more</List.Item>}
      </List>
    </div>
  );
}
