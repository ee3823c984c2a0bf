import { Checkbox, Fieldset, Radio, Select, SimpleGrid, Stack } from '@mantine/core';
import type { Policy } from './policy';
import { badLines, duplicates } from './policy';

const legend = { legend: { fontWeight: 600 } };

/** What becomes of lines that can't be used, and of those that say the same thing twice. */
export function PolicyFields({
  policy,
  counts,
  onChange,
}: {
  policy: Policy;
  /** True if the batch type has a column that can be added up. */
  counts: boolean;
  onChange: (policy: Policy) => void;
}) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
      <Radio.Group
        label="Lines that can’t be read as they are"
        value={policy.badLines}
        onChange={(value) => onChange({ ...policy, badLines: value })}
      >
        <Stack gap={6} mt={6}>
          {badLines.map(({ value, label, description }) => (
            <Radio key={value} value={value} label={label} description={description} />
          ))}
        </Stack>
      </Radio.Group>
      <Fieldset legend="The same product twice" variant="unstyled" styles={legend}>
        <Stack gap="sm">
          <Select
            label="On several lines of the file"
            allowDeselect={false}
            data={duplicates.filter(({ value }) => counts || value !== 'ADD_UP')}
            value={policy.duplicates}
            onChange={(value) => value && onChange({ ...policy, duplicates: value })}
          />
          <Checkbox
            label="Leave out what waits in another open batch of this type"
            checked={policy.leaveOutWaiting}
            onChange={(event) =>
              onChange({ ...policy, leaveOutWaiting: event.currentTarget.checked })
            }
          />
        </Stack>
      </Fieldset>
    </SimpleGrid>
  );
}
