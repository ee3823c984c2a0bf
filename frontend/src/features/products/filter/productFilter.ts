import type { graphql } from '~/graphql/graphql';

/** The API's conditions on products. */
export type ProductFilter = ReturnType<typeof graphql.scalar<'ProductFilter'>>;

export type ProductOrder = ReturnType<typeof graphql.scalar<'ProductOrder'>>;

export type FieldKind = 'search' | 'text' | 'reference' | 'decimal' | 'flag';

/** The fields that conditions can be put on, with their titles. */
export const filterFields = {
  search: { title: 'Any text', kind: 'search' },
  description: { title: 'Description', kind: 'text' },
  sku: { title: 'SKU', kind: 'text' },
  gtin: { title: 'GTIN', kind: 'text' },
  department: { title: 'Department', kind: 'reference' },
  brand: { title: 'Brand', kind: 'reference' },
  vendor: { title: 'Vendor', kind: 'reference' },
  price: { title: 'Price', kind: 'decimal' },
  cost: { title: 'Cost', kind: 'decimal' },
  active: { title: 'Active', kind: 'flag' },
} as const satisfies Record<string, { title: string; kind: FieldKind }>;

export type FilterField = keyof typeof filterFields;

export function isFilterField(name: string): name is FilterField {
  return Object.hasOwn(filterFields, name);
}
