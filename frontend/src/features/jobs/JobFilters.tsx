import { Group, MultiSelect, Select } from '@mantine/core';
import { applicationTitle, shippedApplications } from '~/components/applications';
import { jobStates, jobStateTitle } from '~/components/JobStateLabel';
import { SearchInput } from '~/components/SearchInput';
import type { JobsSearch } from './search';

export function JobFilters({
  search,
  onChange,
}: {
  search: JobsSearch;
  onChange: (changes: Partial<JobsSearch>) => void;
}) {
  const known = shippedApplications.includes(search.application) || search.application === '';
  const applications = known ? shippedApplications : [...shippedApplications, search.application];
  return (
    <Group component="search" aria-label="Filter the jobs" align="flex-end" gap="sm">
      <SearchInput
        label="Search"
        placeholder="Words in name or description"
        miw={280}
        value={search.search}
        onChange={(text) => onChange({ search: text })}
      />
      <Select
        label="Application"
        placeholder="Any"
        clearable
        data={applications.map((name) => ({ value: name, label: applicationTitle(name) }))}
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
    </Group>
  );
}
