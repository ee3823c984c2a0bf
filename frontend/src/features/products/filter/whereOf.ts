import type { ProductsSearch } from '../search';
import type { ProductFilter } from './productFilter';

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
