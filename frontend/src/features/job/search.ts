import { stripSearchParams, type SearchSchemaInput } from '@tanstack/react-router';
import { pageSizes, type PageSize } from '~/components/Pager';
import { choiceParam, listParam, textParam } from '~/components/searchParams';
import { exceptionStates, type ExceptionState } from './exceptions/states';

export const tabs = ['overview', 'program', 'chunks', 'exceptions', 'results', 'trial'] as const;
export type JobTab = (typeof tabs)[number];

export const views = ['picture', 'table'] as const;
export type View = (typeof views)[number];

export const colorings = ['state', 'duration', 'program'] as const;
export type Coloring = (typeof colorings)[number];

/** What the address of a job holds. */
export type JobSearch = {
  tab: JobTab;
  /** How the program or the chunks are shown. */
  view: View;
  /** The hash of the program to show; empty for the one that was used last. */
  program: string;
  /** What the colors of the chunks tell. */
  color: Coloring;
  /** The number of the chunk that is looked at, or whose results are shown; 0 for none. */
  chunk: number;
  /** The states of the exceptions that are shown; empty for all. */
  state: ExceptionState[];
  /** The node and the reason of the exceptions that are shown; empty for all. */
  node: string;
  reason: string;
  search: string;
  size: PageSize;
  after: string;
};

export const defaults: JobSearch = {
  tab: 'overview',
  view: 'picture',
  program: '',
  color: 'state',
  chunk: 0,
  state: ['OPEN'],
  node: '',
  reason: '',
  search: '',
  size: pageSizes[0],
  after: '',
};

function validateSearch(raw: Partial<JobSearch> & SearchSchemaInput): JobSearch {
  const chunk = Number(raw.chunk);
  return {
    tab: choiceParam(raw.tab, tabs),
    view: choiceParam(raw.view, views),
    program: textParam(raw.program),
    color: choiceParam(raw.color, colorings),
    chunk: Number.isSafeInteger(chunk) && chunk > 0 ? chunk : 0,
    state: raw.state === undefined ? defaults.state : listParam(raw.state, exceptionStates),
    node: textParam(raw.node),
    reason: textParam(raw.reason),
    search: textParam(raw.search),
    size: choiceParam(raw.size, pageSizes),
    after: textParam(raw.after),
  };
}

export const jobSearch = {
  validateSearch,
  search: { middlewares: [stripSearchParams<JobSearch>(defaults)] },
};
