import { stripSearchParams, type SearchSchemaInput } from '@tanstack/react-router';
import { pageSizes, type PageSize } from '~/components/Pager';
import { choiceParam, flagParam, listParam, textParam } from '~/components/searchParams';
import type { ProductFilter } from './filter/productFilter';
import { readFilter } from './filter/toQuery';

export const sortFields = ['SKU', 'DESCRIPTION', 'PRICE'] as const;
export type SortField = (typeof sortFields)[number];

/** What the address of the products page holds. */
export type ProductsSearch = {
  /** The batch type that is wanted of what is found; empty if none is yet. */
  type: string;
  search: string;
  /** Global ids; any of them. */
  department: string[];
  brand: string[];
  vendor: string[];
  /** Prices, inclusive; empty for no bound. */
  min: string;
  max: string;
  active: 'any' | 'yes' | 'no';
  /** The advanced filter; null while it is closed. */
  where: ProductFilter | null;
  sort: SortField;
  desc: boolean;
  size: PageSize;
  after: string;
};

export const defaults: ProductsSearch = {
  type: '',
  search: '',
  department: [],
  brand: [],
  vendor: [],
  min: '',
  max: '',
  active: 'any',
  where: null,
  sort: 'SKU',
  desc: false,
  size: pageSizes[0],
  after: '',
};

function validateSearch(raw: Partial<ProductsSearch> & SearchSchemaInput): ProductsSearch {
  return {
    type: textParam(raw.type),
    search: textParam(raw.search),
    department: listParam(raw.department),
    brand: listParam(raw.brand),
    vendor: listParam(raw.vendor),
    min: priceParam(raw.min),
    max: priceParam(raw.max),
    active: choiceParam(raw.active, ['any', 'yes', 'no']),
    where: readFilter(raw.where),
    sort: choiceParam(raw.sort, sortFields),
    desc: flagParam(raw.desc),
    size: choiceParam(raw.size, pageSizes),
    after: textParam(raw.after),
  };
}

function priceParam(raw: unknown): string {
  const text = textParam(raw);
  return /^\d+(\.\d+)?$/.test(text) ? text : '';
}

export const productsSearch = {
  validateSearch,
  search: { middlewares: [stripSearchParams<ProductsSearch>(defaults)] },
};
