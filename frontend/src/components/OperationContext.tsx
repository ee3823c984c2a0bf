import { Text } from '@mantine/core';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { TextLink } from './links';

export const operationContextFragment = graphql(`
  fragment OperationContext on OperationContext {
    id
    kind
    label
    reference
  }
`);

/** What an operation is about, with a link to the page of those that have one. */
export function OperationContext({
  context,
}: {
  context: FragmentOf<typeof operationContextFragment> | null;
}) {
  const { id, kind, label, reference } = readFragment(operationContextFragment, context) ?? {};
  if (!id)
    return (
      <Text span inherit>
        {reference ?? ''}
      </Text>
    );
  if (kind === 'Job') {
    return (
      <TextLink to="/jobs/$jobId" params={{ jobId: id }}>
        {label}
      </TextLink>
    );
  }
  if (kind === 'Batch') {
    return (
      <TextLink to="/batches/$batchId" params={{ batchId: id }}>
        {label}
      </TextLink>
    );
  }
  return (
    <Text span inherit>
      {label}
    </Text>
  );
}
