import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '~/graphql/graphql';

const batchesQuery = graphql(`
  query BatchesToTakeFrom($where: BatchFilter) {
    batches(where: $where, first: 20) {
      nodes {
        id
        number
        description
        sourceText
        type {
          key
          title
        }
      }
    }
  }
`);

const chosenQuery = graphql(`
  query BatchToTakeFrom($id: ID!) {
    batch(id: $id) {
      id
      number
      description
      sourceText
      type {
        key
        title
      }
    }
  }
`);

type Batch = NonNullable<ResultOf<typeof chosenQuery>['batch']>;

/** Chooses a batch, the newest first, by its number or words in its description. */
export function BatchSelect({
  value,
  onChange,
}: {
  value: string;
  onChange: (id: string) => void;
}) {
  const [text, setText] = useState('');
  const [typed] = useDebouncedValue(text.trim(), 250);
  const [{ data: chosen }] = useQuery({
    query: chosenQuery,
    variables: { id: value },
    pause: value === '',
  });
  const current = value === '' ? null : (chosen?.batch ?? null);
  const search = current && typed === label(current) ? '' : typed;
  const [{ data }] = useQuery({
    query: batchesQuery,
    variables: { where: search === '' ? null : { search } },
    requestPolicy: 'cache-and-network',
  });
  const found = (data?.batches.nodes ?? []).filter(({ id }) => id !== current?.id);
  const offered = current ? [current, ...found] : found;
  return (
    <Select
      label="Batch"
      description="Its removed rows are left out."
      placeholder="Number or description"
      required
      searchable
      nothingFoundMessage="No batch matches"
      data={offered.map((batch) => ({ value: batch.id, label: label(batch) }))}
      // The server has filtered already.
      filter={({ options }) => options}
      value={value === '' ? null : value}
      searchValue={text}
      onSearchChange={setText}
      onChange={(id) => onChange(id ?? '')}
    />
  );
}

function label({ number, type, description, sourceText }: Batch): string {
  return `${number} ${type.title} · ${description || sourceText}`;
}
