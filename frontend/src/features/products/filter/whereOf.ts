import { sameJson } from '~/components/saved-filters/sameJson';
import { defaults, type ProductsSearch } from '../search';
import type { ProductFilter, ProductOrder } from './productFilter';
import { readFilter } from './toQuery';

/** The conditions that the address asks for: those of the filter bar, and the advanced ones. */
export function whereOf(search: ProductsSearch): ProductFilter | null {
  const where: ProductFilter = {
    ...(search.search && { search: search.search }),
    ...anyOf('department', search.department),
    ...anyOf('brand', search.brand),
    ...anyOf('vendor', search.vendor),
    ...priceRange(search.min, search.max),
    ...(search.active !== 'any' && { active: { eq: search.active === 'yes' } }),
    ...(search.where && { and: [search.where] }),
  };
  return Object.keys(where).length === 0 ? null : where;
}

function anyOf(field: 'department' | 'brand' | 'vendor', ids: string[]): ProductFilter {
  return ids.length === 0 ? {} : { [field]: { in: ids } };
}

function priceRange(min: string, max: string): ProductFilter {
  if (min === '' && max === '') return {};
  return { price: { ...(min !== '' && { gte: min }), ...(max !== '' && { lte: max }) } };
}

/** What the address has to hold to ask for these products in this order; null if it can't. */
export function searchOf(
  where: ProductFilter,
  orderBy: Partial<ProductOrder> | null,
): Partial<ProductsSearch> | null {
  const found = conditionsOf(where);
  const sort = orderBy?.field ?? defaults.sort;
  return found && { ...found, sort, desc: orderBy?.direction === 'DESC' };
}

function conditionsOf(where: ProductFilter): Partial<ProductsSearch> | null {
  const { search, department, brand, vendor, price, active, and } = where;
  const simple = {
    search: search ?? '',
    department: department?.in ?? [],
    brand: brand?.in ?? [],
    vendor: vendor?.in ?? [],
    min: price?.gte ?? '',
    max: price?.lte ?? '',
    active: active?.eq == null ? ('any' as const) : active.eq ? ('yes' as const) : ('no' as const),
    where: readFilter(and?.[0]),
  };
  if (sameJson(whereOf({ ...defaults, ...simple }) ?? {}, where)) return simple;
  const advanced = readFilter(where);
  if (!sameJson(advanced, where) && !sameJson(advanced, { and: [where] })) return null;
  const { department: any, search: text, min, max, active: either } = defaults;
  return {
    search: text,
    department: any,
    brand: any,
    vendor: any,
    min,
    max,
    active: either,
    where: advanced,
  };
}
