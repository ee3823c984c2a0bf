import { Button, NumberInput, Select, SimpleGrid, Switch, type SelectProps } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import {
  dateOrders,
  decimals,
  delimiterChoices,
  encodings,
  overrule,
  quotes,
  type FormatChange,
} from './format';
import type { FileFormat, FormatOverrides, Inspection } from './inspection';

/** What was said, without what is null. */
function filled(overrides: FormatOverrides) {
  const said = Object.entries(overrides).filter(
    ([key, value]) => key !== 'columns' && value !== null,
  );
  return Object.fromEntries(said) as Partial<Omit<FileFormat, 'columns'>>;
}

/** How the file is read; each part can be overruled. */
export function FormatPanel({
  inspection,
  overrides,
  onOverrule,
}: {
  inspection: Inspection;
  overrides: FormatOverrides;
  onOverrule: (overrides: FormatOverrides) => void;
}) {
  const { sheets } = inspection;
  // What is said holds at once, before the file has been looked at again.
  const format = { ...inspection.format, ...filled(overrides) };
  const put = (change: FormatChange) => onOverrule(overrule(overrides, change));
  const choice = (field: keyof FormatChange & keyof typeof format, label: string) =>
    ({
      label,
      value: String(format[field]),
      allowDeselect: false,
      description: overrides[field] === undefined ? 'Detected' : 'As you say',
      onChange: (value: string | null) => put({ [field]: value }),
    }) satisfies SelectProps;
  const delimited = format.kind === 'delimited';
  const titled = format.header !== -1;
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 3, lg: 6 }} spacing="sm">
        {format.kind === 'xlsx' && (
          <Select
            {...choice('sheet', 'Sheet')}
            data={sheets.map(({ name, hidden }) => ({
              value: name,
              label: hidden ? `${name} (hidden)` : name,
            }))}
          />
        )}
        {format.kind !== 'xlsx' && (
          <Select {...choice('encoding', 'Encoding')} searchable data={encodings} />
        )}
        {delimited && (
          <Select
            {...choice('delimiter', 'Between values')}
            data={delimiterChoices(format.delimiter)}
          />
        )}
        {delimited && <Select {...choice('quote', 'Quotes')} data={quotes} />}
        <Select {...choice('decimal', 'Numbers')} data={decimals} />
        <Select {...choice('dateOrder', 'Dates')} data={dateOrders} />
        {format.kind !== 'jsonl' && (
          <NumberInput
            label="Line with the names"
            description={overrides.header === undefined ? 'Detected' : 'As you say'}
            min={1}
            max={1_000}
            allowDecimal={false}
            disabled={!titled}
            placeholder="None"
            value={titled ? format.header : ''}
            onChange={(header) => typeof header === 'number' && put({ header })}
          />
        )}
      </SimpleGrid>
      {format.kind !== 'jsonl' && (
        <Switch
          label="A line names the columns"
          checked={titled}
          onChange={(event) => put({ header: event.currentTarget.checked ? 1 : -1 })}
        />
      )}
      {Object.keys(overrides).length > 0 && (
        <div>
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconWand size={16} aria-hidden />}
            onClick={() => onOverrule({})}
          >
            Detect everything again
          </Button>
        </div>
      )}
    </>
  );
}
