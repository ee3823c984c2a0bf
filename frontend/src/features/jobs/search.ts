import { stripSearchParams, type SearchSchemaInput } from '@tanstack/react-router';
import { jobStates, type JobState } from '~/components/JobStateLabel';
import { pageSizes, type PageSize } from '~/components/Pager';
import { choiceParam, flagParam, listParam, textParam } from '~/components/searchParams';

/** What the address of the list of jobs holds. */
export type JobsSearch = {
  search: string;
  /** An application's name; empty for all. */
  application: string;
  state: JobState[];
  size: PageSize;
  after: string;
  /** True while a job is being made. */
  create: boolean;
  /** The source that the job being made starts out with. */
  source: string;
};

export const defaults: JobsSearch = {
  search: '',
  application: '',
  state: [],
  size: pageSizes[0],
  after: '',
  create: false,
  source: '',
};

function validateSearch(raw: Partial<JobsSearch> & SearchSchemaInput): JobsSearch {
  return {
    search: textParam(raw.search),
    application: textParam(raw.application),
    state: listParam(raw.state, jobStates),
    size: choiceParam(raw.size, pageSizes),
    after: textParam(raw.after),
    create: flagParam(raw.create),
    source: textParam(raw.source),
  };
}

export const jobsSearch = {
  validateSearch,
  search: { middlewares: [stripSearchParams<JobsSearch>(defaults)] },
};
