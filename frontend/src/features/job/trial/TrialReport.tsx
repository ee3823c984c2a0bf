import { Code, Stack, Table, Text, Title } from '@mantine/core';
import { DataTable } from '~/components/DataTable';
import { formatCount, plural } from '~/components/format';
import { valueText } from '~/components/valueText';
import { Figure } from '../overview/Figure';
import classes from '../overview/Figure.module.css';
import { NodeTable } from '../program/NodeTable';
import { ChangeTable } from './ChangeTable';
import type { Trial } from './useTrial';

/** What a trial found out: counts, exceptions, and items before and after. */
export function TrialReport({ trial }: { trial: Trial }) {
  const { exceptions, changes, dag, failed, items } = trial;
  return (
    <Stack gap="lg" component="section" aria-label="Report of the trial">
      <Text size="sm" role="status">
        Tried on {plural(items, 'item')} with program <Code>{trial.program.slice(0, 12)}</Code>, and
        rolled back: nothing has changed.
      </Text>
      <dl className={classes.figures}>
        <Figure label="Items tried">{formatCount(items)}</Figure>
        <Figure label="Would be stored away" tone={exceptions.length > 0 ? 'waiting' : undefined}>
          {formatCount(exceptions.length)}
        </Figure>
        <Figure label="Would fail" tone={failed > 0 ? 'bad' : undefined}>
          {formatCount(failed)}
        </Figure>
      </dl>
      {changes.length > 0 && (
        <Stack gap="xs">
          <Title order={2} size="h4">
            The first {plural(changes.length, 'item')}
          </Title>
          <ChangeTable changes={changes} />
        </Stack>
      )}
      {exceptions.length > 0 && (
        <Stack gap="xs">
          <Title order={2} size="h4">
            What would be stored away
          </Title>
          <DataTable
            label="Items that would be stored away"
            minWidth={760}
            head={
              <>
                <Table.Th>Item</Table.Th>
                <Table.Th>Reason</Table.Th>
                <Table.Th>Node</Table.Th>
                <Table.Th>Details</Table.Th>
              </>
            }
          >
            {exceptions.map((exception) => (
              <Table.Tr key={exception.itemKey}>
                <Table.Td fw={600}>{exception.itemLabel}</Table.Td>
                <Table.Td>{exception.reason}</Table.Td>
                <Table.Td>{exception.node}</Table.Td>
                <Table.Td>{valueText(exception.details)}</Table.Td>
              </Table.Tr>
            ))}
          </DataTable>
        </Stack>
      )}
      <Stack gap="xs">
        <Title order={2} size="h4">
          Nodes
        </Title>
        <NodeTable dag={dag} />
      </Stack>
    </Stack>
  );
}
