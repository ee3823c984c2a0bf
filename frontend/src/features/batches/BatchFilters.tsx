import { Group, MultiSelect, Select, Switch } from '@mantine/core';
import { useQuery } from 'urql';
import { batchStates, batchStateTitle } from '~/components/BatchStateLabel';
import { SavedFilters } from '~/components/saved-filters/SavedFilters';
import { SearchInput } from '~/components/SearchInput';
import { graphql } from '~/graphql/graphql';
import type { BatchesSearch } from './search';
import { orderOf, searchOf, whereOf } from './where';

const batchTypesQuery = graphql(`
  query BatchTypes {
    batchTypes {
      key
      title
    }
  }
`);

export function BatchFilters({
  search,
  onChange,
}: {
  search: BatchesSearch;
  onChange: (changes: Partial<BatchesSearch>) => void;
}) {
  const [{ data }] = useQuery({ query: batchTypesQuery });
  const types = data?.batchTypes ?? [];
  return (
    <Group component="search" aria-label="Filter the batches" align="flex-end" gap="sm">
      <SearchInput
        label="Search"
        placeholder="Number, description or notes"
        miw={280}
        value={search.search}
        onChange={(text) => onChange({ search: text })}
      />
      <Select
        label="Type"
        placeholder="Any"
        clearable
        data={types.map(({ key, title }) => ({ value: key, label: title }))}
        value={search.type || null}
        onChange={(type) => onChange({ type: type ?? '' })}
      />
      <MultiSelect
        label="State"
        placeholder={search.state.length === 0 ? 'Any' : undefined}
        clearable
        miw={200}
        data={batchStates.map((state) => ({ value: state, label: batchStateTitle(state) }))}
        value={search.state}
        onChange={(state) => onChange({ state })}
      />
      <Switch
        label="Only mine"
        mb={8}
        checked={search.mine}
        onChange={(event) => onChange({ mine: event.currentTarget.checked })}
      />
      <Switch
        label="Only overdue"
        mb={8}
        checked={search.overdue}
        onChange={(event) => onChange({ overdue: event.currentTarget.checked })}
      />
      <SavedFilters
        place="batches"
        shown={{ where: whereOf(search) ?? {}, orderBy: orderOf(search) }}
        searchOf={searchOf}
        onApply={onChange}
      />
    </Group>
  );
}
