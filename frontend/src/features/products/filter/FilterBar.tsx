import { Button, Group, Skeleton, Stack, Select } from '@mantine/core';
import { IconFilter, IconFilterOff } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { SavedFilters } from '~/components/saved-filters/SavedFilters';
import { SearchInput } from '~/components/SearchInput';
import { defaults, type ProductsSearch } from '../search';
import classes from './FilterBar.module.css';
import { PriceInput } from './PriceInput';
import { ReferenceSelect } from './ReferenceSelect';
import { searchOf, whereOf } from './whereOf';

const AdvancedFilter = lazy(() => import('./AdvancedFilter'));

/** The conditions most often asked for, and a way to all others. */
export function FilterBar({
  search,
  onChange,
}: {
  search: ProductsSearch;
  onChange: (changes: Partial<ProductsSearch>) => void;
}) {
  const [opened, setOpened] = useState(search.where !== null);
  const advanced = opened || search.where !== null;
  const toggle = () => {
    setOpened(!advanced);
    if (advanced && search.where) onChange({ where: null });
  };
  const clear = () => {
    const { type, sort, desc, size } = search;
    setOpened(false);
    onChange({ ...defaults, type, sort, desc, size });
  };
  return (
    <Stack component="search" gap="sm" aria-label="Filter the products">
      <div className={classes.fields}>
        <div className={classes.wide}>
          <SearchInput
            label="Search"
            placeholder="Words in SKU, GTIN or description"
            value={search.search}
            onChange={(text) => onChange({ search: text })}
          />
        </div>
        <ReferenceSelect
          kind="department"
          label="Department"
          value={search.department}
          onChange={(department) => onChange({ department })}
        />
        <ReferenceSelect
          kind="brand"
          label="Brand"
          value={search.brand}
          onChange={(brand) => onChange({ brand })}
        />
        <ReferenceSelect
          kind="vendor"
          label="Vendor"
          value={search.vendor}
          onChange={(vendor) => onChange({ vendor })}
        />
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <PriceInput label="Price from" value={search.min} onChange={(min) => onChange({ min })} />
          <PriceInput label="Price to" value={search.max} onChange={(max) => onChange({ max })} />
        </Group>
        <Select
          label="Active"
          allowDeselect={false}
          data={[
            { value: 'any', label: 'Any' },
            { value: 'yes', label: 'Active only' },
            { value: 'no', label: 'Inactive only' },
          ]}
          value={search.active}
          onChange={(active) => onChange({ active: active! })}
        />
      </div>
      <Group gap="xs">
        <Button
          size="xs"
          variant={advanced ? 'light' : 'default'}
          leftSection={<IconFilter size={16} aria-hidden />}
          aria-expanded={advanced}
          onClick={toggle}
        >
          Advanced filter
        </Button>
        <SavedFilters
          place="products"
          size="xs"
          shown={{
            where: whereOf(search) ?? {},
            orderBy: { field: search.sort, direction: search.desc ? 'DESC' : 'ASC' },
          }}
          searchOf={searchOf}
          onApply={onChange}
        />
        {whereOf(search) && (
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconFilterOff size={16} aria-hidden />}
            onClick={clear}
          >
            Clear the filter
          </Button>
        )}
      </Group>
      {advanced && (
        <Suspense fallback={<Skeleton h={90} />}>
          <AdvancedFilter where={search.where} onChange={(where) => onChange({ where })} />
        </Suspense>
      )}
    </Stack>
  );
}
