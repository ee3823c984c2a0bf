import { Alert, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { BatchForm, batchFormFragment } from '~/components/batch-form/BatchForm';
import { TypePicker, typePickerFragment } from '~/components/batch-form/TypePicker';
import { ErrorState } from '~/components/ErrorState';
import { graphql } from '~/graphql/graphql';
import type { ProductFilter } from '../filter/productFilter';
import { useCreateFromQuery } from './useCreateFromQuery';

const batchTypesQuery = graphql(
  `
    query CreatableBatchTypes {
      batchTypes {
        key
        creatable
        sources
        ...TypePicker
        ...BatchForm
      }
    }
  `,
  [batchFormFragment, typePickerFragment],
);

/** Asks for a batch type and its parameters, and creates the batch. */
export default function CreateBatchForm({
  type: preferred,
  where,
}: {
  /** The type to start out with; empty for any. */
  type: string;
  where: ProductFilter | null;
}) {
  const [{ data, error }, reload] = useQuery({ query: batchTypesQuery });
  const [chosen, choose] = useState(preferred);
  const { create, busy, failure } = useCreateFromQuery();
  if (error && !data) {
    return (
      <ErrorState
        title="The batch types can’t be read"
        error={error}
        onRetry={() => reload({ requestPolicy: 'network-only' })}
      />
    );
  }
  if (!data) return <Skeleton h={240} />;
  const types = data.batchTypes.filter((type) => type.creatable && type.sources.includes('QUERY'));
  const type = types.find((type) => type.key === chosen) ?? types[0];
  if (!type) {
    return (
      <Alert color="gray" title="You may not create batches">
        Ask an administrator for the permission to create a type of batch.
      </Alert>
    );
  }
  return (
    <>
      <TypePicker types={types} chosen={type.key} onChoose={choose} />
      <BatchForm
        key={type.key}
        type={type}
        busy={busy}
        failure={failure}
        onCreate={(draft) => void create({ ...draft, where })}
      />
    </>
  );
}
