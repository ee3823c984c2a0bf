import { Button, Group, MultiSelect } from '@mantine/core';
import { operationResults, operationStatuses, operationTitle } from '~/components/OperationLabel';
import { SavedFilters } from '~/components/saved-filters/SavedFilters';
import { SearchInput } from '~/components/SearchInput';
import type { OperationsSearch } from './search';
import { searchOf, whereOf } from './where';

export function OperationFilters({
  search,
  onChange,
}: {
  search: OperationsSearch;
  onChange: (changes: Partial<OperationsSearch>) => void;
}) {
  return (
    <Group component="search" aria-label="Filter the operations" align="flex-end" gap="sm">
      <SearchInput
        label="Type"
        placeholder="Any"
        value={search.type}
        onChange={(type) => onChange({ type })}
      />
      <MultiSelect
        label="Status"
        placeholder={search.status.length === 0 ? 'Any' : undefined}
        clearable
        miw={180}
        data={operationStatuses.map((of) => ({ value: of, label: operationTitle(of) }))}
        value={search.status}
        onChange={(status) => onChange({ status })}
      />
      <MultiSelect
        label="Result"
        placeholder={search.result.length === 0 ? 'Any' : undefined}
        clearable
        miw={160}
        data={operationResults.map((of) => ({ value: of, label: operationTitle(of) }))}
        value={search.result}
        onChange={(result) => onChange({ result })}
      />
      {search.about === '' ? (
        <SearchInput
          label="Reference"
          placeholder="Any"
          value={search.reference}
          onChange={(reference) => onChange({ reference })}
        />
      ) : (
        <Button variant="default" onClick={() => onChange({ about: '' })}>
          About one object: show all
        </Button>
      )}
      <SavedFilters
        place="operations"
        shown={{ where: whereOf(search) ?? {}, orderBy: null }}
        searchOf={searchOf}
        onApply={onChange}
      />
    </Group>
  );
}
