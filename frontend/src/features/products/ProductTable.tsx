import { Table } from '@mantine/core';
import { DataTable } from '~/components/DataTable';
import { SortHeader } from '~/components/SortHeader';
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
  products,
  sort,
  desc,
  onSort,
}: {
  products: FragmentOf<typeof productTableFragment>[];
  sort: SortField;
  desc: boolean;
  onSort: (sort: SortField, desc: boolean) => void;
}) {
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
          <Table.Th w={40} aria-label="Operations" />
        </>
      }
    >
      {readFragment(productTableFragment, products).map((product) => (
        <ProductRow key={product.id} product={product} />
      ))}
    </DataTable>
  );
}
