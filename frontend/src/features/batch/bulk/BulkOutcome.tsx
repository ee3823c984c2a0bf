import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { formatCount, plural } from '~/components/format';
import type { BulkResult } from './useBulk';

/** What became of a change of many rows, in numbers, and of the first that were refused. */
export function BulkOutcome({
  result,
  onAgain,
  onClose,
}: {
  result: BulkResult;
  onAgain: () => void;
  onClose: () => void;
}) {
  const { matched, changed, rejectedCount, rejected } = result;
  const same = matched - changed - rejectedCount;
  const more = rejectedCount - rejected.length;
  return (
    <Stack>
      <div role="status">
        <Text fw={600}>{plural(changed, 'row')} changed</Text>
        {same > 0 && (
          <Text size="sm">
            {plural(same, 'row')} had the value already, and {same === 1 ? 'was' : 'were'} not
            touched.
          </Text>
        )}
      </div>
      {rejectedCount > 0 && (
        <Alert
          color="orange"
          variant="light"
          title={`${plural(rejectedCount, 'row')} stayed as ${rejectedCount === 1 ? 'it was' : 'they were'}`}
        >
          <List size="sm" spacing={2}>
            {rejected.map(({ id, message, row }) => (
              <List.Item key={id}>
                {row && `Row ${row.sequence}: `}
                {message}
              </List.Item>
            ))}
          </List>
          {more > 0 && (
            <Text size="sm" mt={4}>
              And {formatCount(more)} more.
            </Text>
          )}
        </Alert>
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onAgain}>
          Change something else
        </Button>
        <Button data-autofocus onClick={onClose}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
