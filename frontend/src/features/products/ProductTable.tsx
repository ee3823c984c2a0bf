import { Table, VisuallyHidden } from '@mantine/core';
import { DataTable } from '~/components/DataTable';
import { SortHeader } from '~/components/SortHeader';
import { TickAllCell } from '~/components/ticks/TickCells';
import type { Ticks } from '~/components/ticks/ticks';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { ProductRow, productRowFragment } from './ProductRow';
import type { SortField } from './search';

export const productTableFragment = graphql(
  `
    fragment ProductTable on Product {
      id
      ...ProductRow
    }
  `,
  [productRowFragment],
);

/** One page of products. */
export function ProductTable({
  products: masked,
  ticks,
  sort,
  desc,
  onSort,
}: {
  products: FragmentOf<typeof productTableFragment>[];
  ticks: Ticks;
  sort: SortField;
  desc: boolean;
  onSort: (sort: SortField, desc: boolean) => void;
}) {
  const products = readFragment(productTableFragment, masked);
  const sortable = (field: SortField) => ({
    sorted: sort === field,
    desc,
    onSort: (down: boolean) => onSort(field, down),
  });
  return (
    <DataTable
      label="Products"
      minWidth={1000}
      head={
        <>
          <TickAllCell ids={products.map(({ id }) => id)} ticks={ticks} noun="products" />
          <SortHeader {...sortable('SKU')}>SKU</SortHeader>
          <SortHeader {...sortable('DESCRIPTION')}>Description</SortHeader>
          <Table.Th>Size</Table.Th>
          <Table.Th>Department</Table.Th>
          <Table.Th>Brand</Table.Th>
          <Table.Th>Vendor</Table.Th>
          <Table.Th>GTIN</Table.Th>
          <Table.Th ta="right">Cost</Table.Th>
          <SortHeader ta="right" {...sortable('PRICE')}>
            Price
          </SortHeader>
          <Table.Th w={40}>
            <VisuallyHidden>Operations</VisuallyHidden>
          </Table.Th>
        </>
      }
    >
      {products.map((product) => (
        <ProductRow key={product.id} product={product} ticks={ticks} />
      ))}
    </DataTable>
  );
}
