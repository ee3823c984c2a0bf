import { stripSearchParams, type SearchSchemaInput } from '@tanstack/react-router';
import { choiceParam, flagParam, listParam, textParam } from '~/components/searchParams';

/** What the address of a batch holds: which of its rows are shown, and in which order. */
export type BatchSearch = {
  search: string;
  /** Keys of row statuses; empty for all. */
  status: string[];
  removed: 'any' | 'no' | 'yes';
  outcome: 'any' | 'EXECUTED' | 'FAILED' | 'REVERTED' | 'KEPT';
  /** A column's key, "sequence" or "status". */
  sort: string;
  desc: boolean;
};

export const defaults: BatchSearch = {
  search: '',
  status: [],
  removed: 'any',
  outcome: 'any',
  sort: 'sequence',
  desc: false,
};

function validateSearch(raw: Partial<BatchSearch> & SearchSchemaInput): BatchSearch {
  return {
    search: textParam(raw.search),
    status: listParam(raw.status),
    removed: choiceParam(raw.removed, ['any', 'no', 'yes']),
    outcome: choiceParam(raw.outcome, ['any', 'EXECUTED', 'FAILED', 'REVERTED', 'KEPT']),
    sort: textParam(raw.sort) || defaults.sort,
    desc: flagParam(raw.desc),
  };
}

export const batchSearch = {
  validateSearch,
  search: { middlewares: [stripSearchParams<BatchSearch>(defaults)] },
};
