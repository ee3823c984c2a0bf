import { useEffect, useEffectEvent, useRef } from 'react';
import { useSubscription } from 'urql';
import { graphql } from '~/graphql/graphql';

const operationChangedSubscription = graphql(`
  subscription OperationChanged($where: OperationFilter) {
    operationChanged(where: $where) {
      id
      status
      result
      version
    }
  }
`);

type OperationFilter = ReturnType<typeof graphql.scalar<'OperationFilter'>>;

/** Calls back when operations that match were made or have changed. */
export function useOperationsChanged(where: OperationFilter | null, callback: () => void): void {
  const [{ data }] = useSubscription({ query: operationChangedSubscription, variables: { where } });
  const begun = useRef(false);
  const onChange = useEffectEvent(() => {
    // The first answer tells how things are; no change.
    if (begun.current) callback();
    begun.current = true;
  });
  useEffect(() => {
    if (data) onChange();
  }, [data]);
}
