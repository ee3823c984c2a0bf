import { stripSearchParams, type SearchSchemaInput } from '@tanstack/react-router';
import { batchStates, type BatchState } from '~/components/BatchStateLabel';
import { pageSizes, type PageSize } from '~/components/Pager';
import { choiceParam, flagParam, listParam, textParam } from '~/components/searchParams';

export const sortFields = ['CREATED_AT', 'DUE_ON'] as const;
export type SortField = (typeof sortFields)[number];

/** What the address of the list of batches holds. */
export type BatchesSearch = {
  search: string;
  /** A batch type's key; empty for all. */
  type: string;
  state: BatchState[];
  mine: boolean;
  overdue: boolean;
  sort: SortField;
  desc: boolean;
  size: PageSize;
  after: string;
};

export const defaults: BatchesSearch = {
  search: '',
  type: '',
  state: [],
  mine: false,
  overdue: false,
  sort: 'CREATED_AT',
  desc: true,
  size: pageSizes[0],
  after: '',
};

function validateSearch(raw: Partial<BatchesSearch> & SearchSchemaInput): BatchesSearch {
  return {
    search: textParam(raw.search),
    type: textParam(raw.type),
    state: listParam(raw.state, batchStates),
    mine: flagParam(raw.mine),
    overdue: flagParam(raw.overdue),
    sort: choiceParam(raw.sort, sortFields),
    desc: raw.desc !== false,
    size: choiceParam(raw.size, pageSizes),
    after: textParam(raw.after),
  };
}

export const batchesSearch = {
  validateSearch,
  search: { middlewares: [stripSearchParams<BatchesSearch>(defaults)] },
};
