import { Button, Drawer, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import type { ProductFilter } from '../filter/productFilter';

const CreateBatchForm = lazy(() => import('./CreateBatchForm'));

/** Makes a batch from products, in a drawer. */
export function CreateBatchButton({
  label,
  title,
  type,
  where,
  disabled,
  primary,
}: {
  label: string;
  /** The drawer's. */
  title: string;
  /** The batch type to start out with; empty for any. */
  type: string;
  where: ProductFilter | null;
  disabled?: boolean;
  /** True if this is what the user most likely wants to do next. */
  primary: boolean;
}) {
  const [opened, drawer] = useDisclosure(false);
  return (
    <>
      <Button
        variant={primary ? 'filled' : 'default'}
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={disabled}
        onClick={drawer.open}
      >
        {label}
      </Button>
      <Drawer
        opened={opened}
        onClose={drawer.close}
        position="right"
        size="md"
        title={title}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Suspense fallback={<Skeleton h={240} />}>
          <CreateBatchForm type={type} where={where} />
        </Suspense>
      </Drawer>
    </>
  );
}
