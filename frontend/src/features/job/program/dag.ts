import { graphql, type ResultOf } from '~/graphql/graphql';

export const dagFragment = graphql(`
  fragment ProgramDag on Dag @_unmask {
    program
    chunks
    items
    runSeconds
    nodes {
      key
      name
      kind
      doc
      subprogram
      calls
      statistics {
        node
        items
        successes
        failures
        exceptions
        runSeconds
        meanSeconds
        share
      }
    }
    edges {
      key
      from
      to
      when
      weight
    }
  }
`);

/** A program with its figures. */
export type Dag = ResultOf<typeof dagFragment>;
export type DagNode = Dag['nodes'][number];
export type DagEdge = Dag['edges'][number];

/** What the kinds of nodes are called. */
export const kindTitles: Record<DagNode['kind'], string> = {
  RULE: 'Rule',
  BRANCH: 'Branch',
  BRANCH_RULE: 'Branch rule',
  SET: 'Set',
  BULK: 'Bulk',
  CALL: 'Call',
  START: 'Start',
  SUCCESS: 'Success',
  FAILURE: 'Failure',
};

/** True for the starts and ends of programs, which have no figures. */
export function isTerminal({ kind }: DagNode): boolean {
  return kind === 'START' || kind === 'SUCCESS' || kind === 'FAILURE';
}

// Where time goes evenly, nobody has to look.
const slowShare = 0.25;

/** True if the node takes a great part of the run time of all nodes, of which there are several. */
export function isSlow(node: DagNode, dag: Dag): boolean {
  const working = dag.nodes.filter(({ statistics }) => (statistics?.items ?? 0) > 0).length;
  const share = node.statistics?.share ?? 0;
  return working > 2 && share >= slowShare && share >= 2 / working;
}

/** True if the node took items out of the flow. */
export function isFailing({ statistics }: DagNode): boolean {
  return (statistics?.exceptions ?? 0) > 0;
}
