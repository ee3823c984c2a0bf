import { Alert, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ErrorState } from '~/components/ErrorState';
import { graphql } from '~/graphql/graphql';
import type { ProductFilter } from '../filter/productFilter';
import { batchTypeFragment, TypeForm } from './TypeForm';
import { TypePicker, typePickerFragment } from './TypePicker';

const batchTypesQuery = graphql(
  `
    query CreatableBatchTypes {
      batchTypes {
        key
        creatable
        ...TypePicker
        ...TypeForm
      }
    }
  `,
  [batchTypeFragment, typePickerFragment],
);

/** Asks for a batch type and its parameters, and creates the batch. */
export default function CreateBatchForm({ where }: { where: ProductFilter | null }) {
  const [{ data, error }, reload] = useQuery({ query: batchTypesQuery });
  const [chosen, choose] = useState<string | null>(null);
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
  const types = data.batchTypes.filter((type) => type.creatable);
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
      <TypeForm key={type.key} type={type} where={where} />
    </>
  );
}
