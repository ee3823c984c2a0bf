import type { Edge, Node } from '@xyflow/react';
import { MarkerType } from '@xyflow/react';
import { formatCount } from '~/components/format';
import { isFailing, isSlow, isTerminal, type Dag, type DagEdge, type DagNode } from './dag';
import { layoutDag, type DagLayout, type Way } from './layout';

export type StepNode = Node<{ node: DagNode; slow: boolean; failing: boolean }, 'step'>;
export type TerminalNode = Node<{ node: DagNode }, 'terminal'>;
export type FrameNode = Node<{ title: string }, 'frame'>;
export type FlowNode = StepNode | TerminalNode | FrameNode;

/** What a way of items means, by which it is colored. */
export type Tone = 'plain' | 'yes' | 'no' | 'failing' | 'call';

export type FlowEdge = Edge<{ tone: Tone; label: string; way: Way | undefined }>;

const widest = 8;
const narrowest = 1.5;

/** The program as React Flow draws it: subprograms as frames around their nodes, ways as wide as many items took them. */
export function flowOf(dag: Dag, layout: DagLayout): { nodes: FlowNode[]; edges: FlowEdge[] } {
  const most = Math.max(1, ...dag.edges.map(({ weight }) => weight ?? 0));
  const kinds = new Map(dag.nodes.map((node) => [node.key, node.kind]));
  return {
    nodes: [
      ...[...layout.frames.keys()].map((subprogram) => frame(subprogram, layout)),
      ...dag.nodes.map((node) => nodeOf(node, dag, layout)),
    ],
    // Where a subprogram returns to goes without saying.
    edges: dag.edges
      .filter(({ when }) => when !== 'RETURN')
      .map((edge) =>
        edgeOf(edge, layout.ways.get(edge.key), kinds.get(edge.to) === 'FAILURE', most),
      ),
  };
}

const fixed = { draggable: false, connectable: false, deletable: false };

function frame(subprogram: string, layout: DagLayout): FrameNode {
  const { x, y, width, height } = layout.frames.get(subprogram) ?? nowhere;
  const title = subprogram === '' ? 'Main program' : subprogram;
  return {
    id: `frame ${subprogram}`,
    type: 'frame',
    data: { title },
    position: { x, y },
    width,
    height,
    zIndex: -1,
    focusable: false,
    selectable: false,
    ...fixed,
  };
}

const nowhere = { x: 0, y: 0, width: 0, height: 0 };

function nodeOf(node: DagNode, dag: Dag, layout: DagLayout): StepNode | TerminalNode {
  const { x, y, width, height } = layout.nodes.get(node.key) ?? nowhere;
  const placed = {
    id: node.key,
    parentId: `frame ${node.subprogram}`,
    position: { x, y },
    width,
    height,
    selectable: false,
    ...fixed,
  };
  if (isTerminal(node)) return { ...placed, type: 'terminal', data: { node }, focusable: false };
  return {
    ...placed,
    type: 'step',
    data: { node, slow: isSlow(node, dag), failing: isFailing(node) },
  };
}

function edgeOf(edge: DagEdge, way: Way | undefined, fails: boolean, most: number): FlowEdge {
  const tone = toneOf(edge, fails);
  return {
    id: edge.key,
    source: edge.from,
    target: edge.to,
    type: 'way',
    sourceHandle: tone === 'call' ? 'call' : 'out',
    targetHandle: tone === 'call' ? 'called' : 'in',
    data: { tone, label: labelOf(edge), way },
    style: {
      stroke: `var(--way-${tone})`,
      strokeWidth: tone === 'call' ? narrowest : widthOf(edge.weight, most),
      strokeDasharray: tone === 'call' ? '4 4' : undefined,
      opacity: edge.weight === 0 ? 0.4 : 1,
    },
    markerEnd: {
      type: MarkerType.ArrowClosed,
      color: `var(--way-${tone})`,
      width: 14,
      height: 14,
      markerUnits: 'userSpaceOnUse',
    },
    focusable: false,
    selectable: false,
    deletable: false,
  };
}

function toneOf({ when }: DagEdge, fails: boolean): Tone {
  if (when === 'CALL') return 'call';
  if (fails) return 'failing';
  if (when === 'SUCCESS') return 'yes';
  return when === 'FAILURE' ? 'no' : 'plain';
}

/** As wide as the share of items that took the way: its area tells, so the root is taken. */
export function widthOf(weight: number | null, most: number): number {
  if (!weight) return narrowest;
  return narrowest + (widest - narrowest) * Math.sqrt(weight / most);
}

/** What stands beside a way: which items take it, and how many did. */
function labelOf({ when, weight }: DagEdge): string {
  if (when === 'CALL') return '';
  const word = when === 'SUCCESS' ? 'yes' : when === 'FAILURE' ? 'no' : '';
  return [word, weight === null ? '' : formatCount(weight)].filter(Boolean).join(' ');
}

/** Lays a program out and makes it ready to be drawn. */
export function drawingOf(dag: Dag) {
  return flowOf(dag, layoutDag(dag));
}
