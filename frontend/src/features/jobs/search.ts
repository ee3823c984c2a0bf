import { stripSearchParams, type SearchSchemaInput } from '@tanstack/react-router';
import { jobStates, type JobState } from '~/components/JobStateLabel';
import { pageSizes, type PageSize } from '~/components/Pager';
import { choiceParam, listParam, textParam } from '~/components/searchParams';

/** What the address of the list of jobs holds. */
export type JobsSearch = {
  search: string;
  /** An application's name; empty for all. */
  application: string;
  state: JobState[];
  size: PageSize;
  after: string;
};

export const defaults: JobsSearch = {
  search: '',
  application: '',
  state: [],
  size: pageSizes[0],
  after: '',
};

function validateSearch(raw: Partial<JobsSearch> & SearchSchemaInput): JobsSearch {
  return {
    search: textParam(raw.search),
    application: textParam(raw.application),
    state: listParam(raw.state, jobStates),
    size: choiceParam(raw.size, pageSizes),
    after: textParam(raw.after),
  };
}

export const jobsSearch = {
  validateSearch,
  search: { middlewares: [stripSearchParams<JobsSearch>(defaults)] },
};
