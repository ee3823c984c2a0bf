import { Group, Select } from '@mantine/core';
import { SavedFilters } from '~/components/saved-filters/SavedFilters';
import { SearchInput } from '~/components/SearchInput';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import type { BatchSearch } from '../search';
import { rowFilterOf, rowOrderOf, searchOf } from './rowFilter';
import { StatusChips, statusChipsFragment } from './StatusChips';

export const rowFiltersFragment = graphql(
  `
    fragment RowFilters on Batch {
      type {
        key
      }
      ...StatusChips
    }
  `,
  [statusChipsFragment],
);

/** Narrows down the rows that are shown. */
export function RowFilters({
  batch: masked,
  search,
  withOutcome,
  onSearch,
}: {
  batch: FragmentOf<typeof rowFiltersFragment>;
  search: BatchSearch;
  withOutcome: boolean;
  onSearch: (changes: Partial<BatchSearch>) => void;
}) {
  const batch = readFragment(rowFiltersFragment, masked);
  return (
    <Group component="search" aria-label="Filter the rows" gap="sm" justify="space-between">
      <StatusChips batch={batch} search={search} onSearch={onSearch} />
      <Group gap="sm" align="flex-end">
        {withOutcome && (
          <Select
            aria-label="Outcome"
            w={150}
            allowDeselect={false}
            data={[
              { value: 'any', label: 'Any outcome' },
              { value: 'EXECUTED', label: 'Executed' },
              { value: 'FAILED', label: 'Failed' },
              { value: 'REVERTED', label: 'Undone' },
              { value: 'KEPT', label: 'Not undone' },
            ]}
            value={search.outcome}
            onChange={(outcome) => onSearch({ outcome: outcome! })}
          />
        )}
        <SavedFilters
          place={`rows:${batch.type.key}`}
          shown={{ where: rowFilterOf(search), orderBy: rowOrderOf(search) }}
          searchOf={searchOf}
          onApply={onSearch}
        />
        <SearchInput
          aria-label="Search the rows"
          placeholder="Words in the rows"
          value={search.search}
          onChange={(text) => onSearch({ search: text })}
        />
      </Group>
    </Group>
  );
}
