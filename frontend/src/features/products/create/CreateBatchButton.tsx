import { Button, Drawer, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { plural } from '~/components/format';
import type { ProductFilter } from '../filter/productFilter';

const CreateBatchForm = lazy(() => import('./CreateBatchForm'));

/** Makes a batch from the products that are shown. */
export function CreateBatchButton({
  where,
  count,
}: {
  where: ProductFilter | null;
  /** How many products match; undefined while they are being counted. */
  count: number | undefined;
}) {
  const [opened, drawer] = useDisclosure(false);
  if (count === 0) return null;
  const products = count === undefined ? 'these products' : plural(count, 'product');
  const these = count === undefined || count === 1 ? products : `these ${products}`;
  return (
    <>
      <Button
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={count === undefined}
        onClick={drawer.open}
      >
        Create batch from {these}
      </Button>
      <Drawer
        opened={opened}
        onClose={drawer.close}
        position="right"
        size="md"
        title={`Create a batch from ${products}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Suspense fallback={<Skeleton h={240} />}>
          <CreateBatchForm where={where} />
        </Suspense>
      </Drawer>
    </>
  );
}
