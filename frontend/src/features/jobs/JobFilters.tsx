import { Group, MultiSelect, Select } from '@mantine/core';
import { useApplications } from '~/components/applications';
import { jobStates, jobStateTitle } from '~/components/JobStateLabel';
import { SavedFilters } from '~/components/saved-filters/SavedFilters';
import { SearchInput } from '~/components/SearchInput';
import type { JobsSearch } from './search';
import { searchOf, whereOf } from './where';

export function JobFilters({
  search,
  onChange,
}: {
  search: JobsSearch;
  onChange: (changes: Partial<JobsSearch>) => void;
}) {
  const applications = useApplications().map(({ name, title }) => ({ value: name, label: title }));
  const named = search.application;
  // What the address names is shown, whether or not there is such an application.
  const known = named === '' || applications.some(({ value }) => value === named);
  return (
    <Group component="search" aria-label="Filter the jobs" align="flex-end" gap="sm">
      <SearchInput
        label="Search"
        placeholder="Number, or words in name or description"
        miw={320}
        value={search.search}
        onChange={(text) => onChange({ search: text })}
      />
      <Select
        label="Application"
        placeholder="Any"
        clearable
        data={known ? applications : [...applications, { value: named, label: named }]}
        value={search.application || null}
        onChange={(application) => onChange({ application: application ?? '' })}
      />
      <MultiSelect
        label="State"
        placeholder={search.state.length === 0 ? 'Any' : undefined}
        clearable
        miw={200}
        data={jobStates.map((state) => ({ value: state, label: jobStateTitle(state) }))}
        value={search.state}
        onChange={(state) => onChange({ state })}
      />
      <SavedFilters
        place="jobs"
        shown={{ where: whereOf(search) ?? {}, orderBy: null }}
        searchOf={searchOf}
        onApply={onChange}
      />
    </Group>
  );
}
