import { Group, NumberInput, Select } from '@mantine/core';
import { useQuery } from 'urql';
import { plural } from '~/components/format';
import { graphql } from '~/graphql/graphql';
import { cutOf, cuts, cutWords, type Cut, type Partitioning } from './partitioning';

const partitioningsQuery = graphql(`
  query Partitionings($application: String!, $source: String!) {
    partitionings(application: $application, source: $source) {
      id
      name
      chunks
      items
    }
  }
`);

/** Asks how to cut the source: anew, or as it was cut before. */
export function PartitioningField({
  application,
  source,
  own,
  value,
  error,
  onChange,
}: {
  application: string;
  source: string;
  /** The names of the application's own partitionings. */
  own: readonly string[];
  value: Partitioning;
  error: string | undefined;
  onChange: (value: Partitioning) => void;
}) {
  const [{ data }] = useQuery({
    query: partitioningsQuery,
    variables: { application, source },
    pause: source === '',
    requestPolicy: 'cache-and-network',
  });
  const kept = source === '' ? [] : (data?.partitionings ?? []);
  const choose = (key: string | null) => {
    const [kind, name = ''] = split(key ?? '');
    if (kind === 'cut') onChange(cutOf(name as Cut));
    if (kind === 'own') onChange({ kind, name });
    if (kind === 'kept') {
      onChange({ kind, id: name, name: kept.find(({ id }) => id === name)?.name ?? '' });
    }
  };
  const words = value.kind === 'cut' ? cutWords[value.cut] : null;
  return (
    <Group align="flex-start" gap="sm">
      <Select
        label="Partitioning"
        description={words?.help ?? 'Chunks as they are known already.'}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        flex="1 1 280px"
        allowDeselect={false}
        value={keyOf(value)}
        onChange={choose}
        data={[
          { group: 'Cut anew', items: cuts.map((cut) => option('cut', cut, cutWords[cut].title)) },
          ...group(
            'The application’s own',
            own.map((name) => option('own', name, name)),
          ),
          ...group(
            'As it was cut before',
            kept.map(({ id, name, chunks, items }) =>
              option('kept', id, `${name}: ${plural(items, 'item')} in ${plural(chunks, 'chunk')}`),
            ),
          ),
        ]}
      />
      {value.kind === 'cut' && (
        <NumberInput
          label={words?.label}
          w={140}
          min={1}
          max={words?.most}
          allowDecimal={false}
          thousandSeparator=","
          value={value.size ?? ''}
          error={error}
          onChange={(size) => onChange({ ...value, size: typeof size === 'number' ? size : null })}
        />
      )}
    </Group>
  );
}

const option = (kind: Partitioning['kind'], name: string, label: string) => ({
  value: `${kind} ${name}`,
  label,
});

function group<T>(title: string, items: T[]): { group: string; items: T[] }[] {
  return items.length === 0 ? [] : [{ group: title, items }];
}

function split(key: string): [kind: string, name: string] {
  const space = key.indexOf(' ');
  return [key.slice(0, space), key.slice(space + 1)];
}

function keyOf(value: Partitioning): string {
  switch (value.kind) {
    case 'cut':
      return `cut ${value.cut}`;
    case 'own':
      return `own ${value.name}`;
    case 'kept':
      return `kept ${value.id}`;
  }
}
