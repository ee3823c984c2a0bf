import { Badge, Group, Progress, Table, Text } from '@mantine/core';
import { DataTable } from '~/components/DataTable';
import { formatCount, formatRunTime, formatShare } from '~/components/format';
import { isFailing, isSlow, isTerminal, kindTitles, type Dag, type DagNode } from './dag';

/** The nodes of a program with their figures, a row each. */
export function NodeTable({ dag }: { dag: Dag }) {
  const nodes = dag.nodes.filter((node) => !isTerminal(node));
  return (
    <DataTable
      label="Nodes of the program"
      minWidth={940}
      head={
        <>
          <Table.Th>Node</Table.Th>
          <Table.Th>Kind</Table.Th>
          <Table.Th ta="right">Items</Table.Th>
          <Table.Th ta="right">Yes or worked</Table.Th>
          <Table.Th ta="right">No</Table.Th>
          <Table.Th ta="right">Stored away</Table.Th>
          <Table.Th ta="right">Time</Table.Th>
          <Table.Th ta="right">Each</Table.Th>
          <Table.Th w={150}>Share of the time</Table.Th>
        </>
      }
    >
      {nodes.map((node) => (
        <Table.Tr key={node.key}>
          <NodeName node={node} slow={isSlow(node, dag)} />
          <Table.Td>{kindTitles[node.kind]}</Table.Td>
          <NodeFigures node={node} />
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function NodeName({ node, slow }: { node: DagNode; slow: boolean }) {
  return (
    <Table.Td>
      <Group gap="xs">
        <Text span inherit fw={600}>
          {node.name}
        </Text>
        {slow && (
          <Badge size="sm" variant="light" color="orange" tt="none">
            slow
          </Badge>
        )}
      </Group>
      {(node.subprogram || node.doc) && (
        <Text size="xs" c="dimmed">
          {[node.subprogram && `in ${node.subprogram}`, node.doc].filter(Boolean).join(' · ')}
        </Text>
      )}
    </Table.Td>
  );
}

function NodeFigures({ node }: { node: DagNode }) {
  const { statistics } = node;
  if (!statistics) {
    return (
      <Table.Td colSpan={7} c="dimmed">
        Nothing counted yet
      </Table.Td>
    );
  }
  return (
    <>
      <Table.Td ta="right">{formatCount(statistics.items)}</Table.Td>
      <Table.Td ta="right">{formatCount(statistics.successes)}</Table.Td>
      <Table.Td ta="right">{formatCount(statistics.failures)}</Table.Td>
      <Table.Td ta="right" fw={isFailing(node) ? 600 : undefined}>
        {formatCount(statistics.exceptions)}
      </Table.Td>
      <Table.Td ta="right">{formatRunTime(statistics.runSeconds)}</Table.Td>
      <Table.Td ta="right">{formatRunTime(statistics.meanSeconds)}</Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          <Text span size="sm" w={76} style={{ whiteSpace: 'nowrap' }}>
            {formatShare(statistics.share)}
          </Text>
          <Progress value={statistics.share * 100} size="sm" flex={1} aria-hidden />
        </Group>
      </Table.Td>
    </>
  );
}
