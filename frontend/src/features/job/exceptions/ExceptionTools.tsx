import { Group, MultiSelect } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { DownloadButton } from '~/components/DownloadButton';
import { ButtonLink } from '~/components/links';
import { SearchInput } from '~/components/SearchInput';
import type { JobSearch } from '../search';
import { BulkActions } from './BulkActions';
import { countOf, type ExceptionFilter, type StateCount } from './groups';
import { ProcessResolved } from './ProcessResolved';
import { exceptionLooks, exceptionStates } from './states';

/** What can be done with many exceptions at once, and which of them are shown. */
export function ExceptionTools({
  job,
  counts,
  downloads,
  shown,
  acceptable,
  mayCreate,
  mayResolve,
  search,
  where,
  onSearch,
  onResolved,
}: {
  job: { id: string; number: number; application: string; allowedActions: readonly string[] };
  counts: readonly StateCount[];
  /** The exceptions that the filter lets through, as files. */
  downloads: readonly { title: string; url: string }[];
  /** How many exceptions the filter lets through. */
  shown: number;
  acceptable: boolean;
  mayCreate: boolean;
  mayResolve: boolean;
  search: JobSearch;
  where: ExceptionFilter | null;
  onSearch: (changes: Partial<JobSearch>) => void;
  onResolved: () => void;
}) {
  const resolved = countOf(counts, 'ACCEPTED', 'CORRECTED');
  const onlyOpen = search.state.join() === 'OPEN';
  return (
    <Group justify="space-between" align="flex-end" gap="sm">
      <Group component="search" aria-label="Filter the exceptions" gap="sm" align="flex-end">
        <SearchInput
          label="Search"
          placeholder="Words in item or reason"
          miw={220}
          value={search.search}
          onChange={(text) => onSearch({ search: text })}
        />
        <MultiSelect
          label="State"
          placeholder={search.state.length === 0 ? 'Any' : undefined}
          clearable
          miw={180}
          data={exceptionStates.map((state) => ({
            value: state,
            label: exceptionLooks[state].title,
          }))}
          value={search.state}
          onChange={(state) => onSearch({ state })}
        />
      </Group>
      <Group gap="xs">
        {downloads.map(({ title, url }) => (
          <DownloadButton key={url} url={url} variant="default">
            {title}
          </DownloadButton>
        ))}
        {mayResolve && onlyOpen && shown > 0 && where && (
          <BulkActions
            jobId={job.id}
            where={where}
            count={shown}
            acceptable={acceptable}
            onDone={onResolved}
          />
        )}
        {mayCreate && resolved > 0 && (
          <ButtonLink
            to="/jobs"
            search={{
              create: true,
              application: job.application,
              source: `exceptions:${job.number}`,
            }}
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
          >
            New job of the resolved
          </ButtonLink>
        )}
        {job.allowedActions.includes('REPROCESS') && (
          <ProcessResolved jobId={job.id} count={resolved} />
        )}
      </Group>
    </Group>
  );
}
