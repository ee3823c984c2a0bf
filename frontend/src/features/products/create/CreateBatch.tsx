import { Button, Group } from '@mantine/core';
import { plural } from '~/components/format';
import type { Ticks } from '~/components/ticks/ticks';
import type { ProductFilter } from '../filter/productFilter';
import { CreateBatchButton } from './CreateBatchButton';

/** Makes a batch from the products that are ticked, or from all that are shown. */
export function CreateBatch({
  type,
  where,
  count,
  ticks,
}: {
  /** The batch type to start out with; empty for any. */
  type: string;
  where: ProductFilter | null;
  /** How many products match; undefined while they are being counted. */
  count: number | undefined;
  ticks: Ticks;
}) {
  const ticked = ticks.ids.size;
  const products = count === undefined ? 'these products' : plural(count, 'product');
  const these = count === undefined || count === 1 ? products : `these ${products}`;
  const selected = `${ticked} selected ${ticked === 1 ? 'product' : 'products'}`;
  return (
    <Group gap="sm" aria-live="polite">
      {ticked > 0 && (
        <>
          <Button variant="subtle" onClick={ticks.clear}>
            Clear the selection
          </Button>
          <CreateBatchButton
            type={type}
            label={`Create batch from ${selected}`}
            title={`Create a batch from ${selected}`}
            where={{ id: { in: [...ticks.ids] } }}
            primary
          />
        </>
      )}
      {count !== 0 && (
        <CreateBatchButton
          type={type}
          label={`Create batch from ${these}`}
          title={`Create a batch from ${products}`}
          where={where}
          disabled={count === undefined}
          primary={ticked === 0}
        />
      )}
    </Group>
  );
}
