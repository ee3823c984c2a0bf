import { Badge, Table, Text } from '@mantine/core';
import { IconActivity } from '@tabler/icons-react';
import { formatMoney } from '~/components/format';
import { TextLink } from '~/components/links';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';

export const productRowFragment = graphql(`
  fragment ProductRow on Product {
    id
    sku
    gtin
    description
    size
    cost
    price
    active
    department {
      id
      name
    }
    brand {
      id
      name
    }
    vendor {
      id
      name
    }
  }
`);

export function ProductRow({
  product: masked,
}: {
  product: FragmentOf<typeof productRowFragment>;
}) {
  const product = readFragment(productRowFragment, masked);
  return (
    <Table.Tr>
      <Table.Td ff="monospace">{product.sku}</Table.Td>
      <Table.Td miw={220}>
        {product.description || (
          <Text span inherit c="dimmed">
            No description
          </Text>
        )}
        {!product.active && (
          <Badge ml="xs" size="sm" variant="default" tt="none">
            Inactive
          </Badge>
        )}
      </Table.Td>
      <Table.Td>{product.size}</Table.Td>
      <Table.Td>{product.department?.name}</Table.Td>
      <Table.Td>{product.brand?.name}</Table.Td>
      <Table.Td>{product.vendor?.name}</Table.Td>
      <Table.Td ff="monospace">{product.gtin}</Table.Td>
      <Money value={product.cost} />
      <Money value={product.price} />
      <Table.Td>
        <TextLink
          to="/operations"
          search={{ about: product.id }}
          aria-label={`Operations about ${product.sku}`}
          title="Operations"
          c="dimmed"
          display="flex"
        >
          <IconActivity size={16} aria-hidden />
        </TextLink>
      </Table.Td>
    </Table.Tr>
  );
}

function Money({ value }: { value: string | null }) {
  return (
    <Table.Td ta="right" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {value === null ? (
        <Text span inherit c="dimmed">
          –
        </Text>
      ) : (
        formatMoney(value)
      )}
    </Table.Td>
  );
}
