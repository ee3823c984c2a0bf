import { NumberInput, Select, SimpleGrid } from '@mantine/core';
import { mostParallelism, type Pace, type PaceErrors } from './pace';
import { priorities } from './priorities';

/** Asks how fast a job may go. */
export function PaceFields({
  value,
  errors,
  onChange,
}: {
  value: Pace;
  errors: PaceErrors;
  onChange: (value: Pace) => void;
}) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
      <NumberInput
        label="Chunks at once"
        min={1}
        max={mostParallelism}
        allowDecimal={false}
        value={value.parallelism ?? ''}
        error={errors.parallelism}
        onChange={(parallelism) => onChange({ ...value, parallelism: numberOf(parallelism) })}
      />
      <NumberInput
        label="Items per second"
        placeholder="No limit"
        min={1}
        allowDecimal={false}
        thousandSeparator=","
        value={value.rate ?? ''}
        error={errors.rate}
        onChange={(rate) => onChange({ ...value, rate: numberOf(rate) })}
      />
      <Select
        label="Priority"
        allowDeselect={false}
        data={priorities}
        value={String(value.priority)}
        onChange={(priority) => onChange({ ...value, priority: Number(priority) })}
      />
    </SimpleGrid>
  );
}

function numberOf(value: string | number): number | null {
  return typeof value === 'number' ? value : null;
}
