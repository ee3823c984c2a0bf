import { Stack } from '@mantine/core';
import { ListView } from '~/components/ListView';
import type { Parameter } from '~/components/parameters/parameters';
import type { PagePlace } from '~/components/trail';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import type { JobSearch } from '../search';
import classes from './Exceptions.module.css';
import { ExceptionTools } from './ExceptionTools';
import { GroupList } from './GroupList';
import { countOf, groupsOf, whereOf } from './groups';
import { NoExceptions } from './NoExceptions';
import { exceptionStates } from './states';
import { Triage } from './Triage';
import { useExceptions } from './useExceptions';

export const exceptionsTabFragment = graphql(`
  fragment ExceptionsTab on Job {
    id
    number
    application
    allowedActions
  }
`);

/** The items that wait for a person, and the ways to decide about them. */
export function ExceptionsTab({
  job: masked,
  corrections,
  mayCreate,
  mayResolve,
  search,
  onSearch,
  onGo,
}: {
  job: FragmentOf<typeof exceptionsTabFragment>;
  /** What can be corrected of an item. */
  corrections: readonly Parameter[];
  /** Whether the user may create jobs like this one. */
  mayCreate: boolean;
  mayResolve: boolean;
  search: JobSearch;
  /** Shows others, from the first page on. */
  onSearch: (changes: Partial<JobSearch>) => void;
  onGo: (place: PagePlace) => void;
}) {
  const job = readFragment(exceptionsTabFragment, masked);
  const { page, exceptions, counts, downloads, error, busy, reload } = useExceptions(
    job.id,
    search,
  );
  const where = whereOf(search);
  const filtered = counts.length > 0;
  return (
    <Stack gap="md">
      <ExceptionTools
        job={job}
        counts={counts}
        downloads={downloads}
        shown={page?.totalCount ?? 0}
        acceptable={corrections.length > 0}
        mayCreate={mayCreate}
        mayResolve={mayResolve}
        search={search}
        where={where}
        onSearch={onSearch}
        onResolved={reload}
      />
      <ListView
        noun="exceptions"
        page={page}
        error={error}
        busy={busy}
        search={search}
        onRetry={reload}
        onGo={onGo}
        onSize={(size) => onSearch({ size })}
        empty={
          <div className={filtered ? classes.sides : undefined}>
            {filtered && (
              <GroupList groups={groupsOf(counts)} search={search} onSearch={onSearch} />
            )}
            <NoExceptions
              total={countOf(counts, ...exceptionStates)}
              decided={countOf(counts, 'OPEN') === 0 && search.state.join() === 'OPEN'}
              onClear={() => onSearch({ node: '', reason: '', search: '', state: [] })}
            />
          </div>
        }
      >
        <div className={classes.sides}>
          <GroupList groups={groupsOf(counts)} search={search} onSearch={onSearch} />
          <Triage
            jobId={job.id}
            exceptions={exceptions}
            corrections={corrections}
            mayResolve={mayResolve}
            onResolved={reload}
          />
        </div>
      </ListView>
    </Stack>
  );
}
