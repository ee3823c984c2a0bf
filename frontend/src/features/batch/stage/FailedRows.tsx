import { Alert, Group, Text } from '@mantine/core';
import { plural } from '~/components/format';
import { ButtonLink } from '~/components/links';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { RetryButton } from '../retry/RetryButton';
import { rowRights } from '../rows/rights';
import { defaults, type BatchSearch } from '../search';

export const failedRowsFragment = graphql(`
  fragment FailedRows on Batch {
    id
    allowedActions
    failed: rows(where: { outcome: FAILED }, first: 1) {
      totalCount
    }
  }
`);

/** The rows whose execution has failed: how many, and the way to correct them and to execute them again. */
export function FailedRows({ batch: masked }: { batch: FragmentOf<typeof failedRowsFragment> }) {
  const { id, allowedActions, failed } = readFragment(failedRowsFragment, masked);
  const { edit, retry } = rowRights(allowedActions);
  const count = failed.totalCount;
  if (count === 0) return null;
  const shown: BatchSearch = { ...defaults, outcome: 'FAILED' };
  return (
    <Alert color="orange" variant="light" title={`${plural(count, 'row')} failed`}>
      <Text size="sm">{nextStep(edit !== 'none', retry)}</Text>
      <Group gap="sm" mt="sm">
        <ButtonLink to="." search={shown as never} resetScroll={false} variant="default" size="xs">
          Show the failed rows
        </ButtonLink>
        {retry && (
          <RetryButton batchId={id} count={count} size="xs">
            Execute them again…
          </RetryButton>
        )}
      </Group>
    </Alert>
  );
}

function nextStep(correct: boolean, retry: boolean): string {
  const why = 'Each row says why, in the column Outcome.';
  if (correct && retry) return `${why} Correct or refresh them, then execute them again.`;
  if (correct) return `${why} Correct or refresh them; someone who may execute them does the rest.`;
  if (retry) return `${why} They can be executed again.`;
  return why;
}
