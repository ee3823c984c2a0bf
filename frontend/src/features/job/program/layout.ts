import { Graph, layout as dagre } from '@dagrejs/dagre';
import { isTerminal, type Dag, type DagNode } from './dag';

/** A rectangle by its upper left corner. */
export type Box = { x: number; y: number; width: number; height: number };

export type Point = { x: number; y: number };

/** How a way leads from node to node, around those between, and where its label stands. */
export type Way = { points: Point[]; label: Point };

/** Where everything of a program is drawn. */
export type DagLayout = {
  /** Subprograms by their labels, "" for the main program. */
  frames: Map<string, Box>;
  /** Nodes by their keys, within the frame of their subprogram. */
  nodes: Map<string, Box>;
  /** Ways within a subprogram by their keys. */
  ways: Map<string, Way>;
};

export const nodeSize = { width: 232, height: 104 };
export const terminalSize = { width: 184, height: 32 };

const padding = 20;
const titleHeight = 36;
const gap = 64;
const labelSize = { width: 72, height: 18 };

/** Lays each subprogram out from top to bottom, and to the right of those that call it. */
export function layoutDag(dag: Dag): DagLayout {
  const result: DagLayout = { frames: new Map(), nodes: new Map(), ways: new Map() };
  const columns = columnsOf(dag);
  let x = 0;
  for (const column of columns) {
    let y = 0;
    let widest = 0;
    for (const subprogram of column) {
      const { width, height } = layoutSubprogram(dag, subprogram, { x, y }, result);
      result.frames.set(subprogram, { x, y, width, height });
      y += height + gap;
      widest = Math.max(widest, width);
    }
    x += widest + gap * 2;
  }
  return result;
}

/** The subprograms by how deep they are called: the main program alone comes first. */
function columnsOf({ nodes }: Dag): string[][] {
  const depths = new Map([['', 0]]);
  const visit = (subprogram: string, depth: number) => {
    for (const { subprogram: caller, calls } of nodes) {
      if (caller !== subprogram || calls === '') continue;
      if ((depths.get(calls) ?? -1) > depth) continue;
      depths.set(calls, depth + 1);
      visit(calls, depth + 1);
    }
  };
  visit('', 0);
  // Those that nobody calls stand beside what the main program calls.
  for (const { subprogram } of nodes) if (!depths.has(subprogram)) depths.set(subprogram, 1);
  const columns: string[][] = [];
  for (const [subprogram, depth] of depths) (columns[depth] ??= []).push(subprogram);
  return columns.filter(Boolean);
}

function layoutSubprogram(dag: Dag, subprogram: string, corner: Point, result: DagLayout) {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 16, marginx: padding, marginy: padding });
  const own = dag.nodes.filter((node) => node.subprogram === subprogram);
  const keys = new Set(own.map(({ key }) => key));
  for (const node of own) graph.setNode(node.key, { ...sizeOf(node) });
  // A call returns to where it came from, which is no way of its own.
  const inner = dag.edges.filter(
    ({ from, to, when }) => keys.has(from) && keys.has(to) && when !== 'CALL' && when !== 'RETURN',
  );
  for (const { key, from, to } of inner) {
    graph.setEdge(from, to, { ...labelSize, labelpos: 'c' }, key);
  }
  dagre(graph);
  for (const node of own) {
    const { width, height } = sizeOf(node);
    const { x, y } = graph.node(node.key) as { x: number; y: number };
    result.nodes.set(node.key, {
      x: x - width / 2,
      y: y - height / 2 + titleHeight,
      width,
      height,
    });
  }
  const placed = ({ x, y }: Point) => ({ x: corner.x + x, y: corner.y + y + titleHeight });
  for (const { key, from, to } of inner) {
    const { points, x, y } = graph.edge(from, to, key) as Point & { points: Point[] };
    result.ways.set(key, { points: points.map(placed), label: placed({ x, y }) });
  }
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return { width, height: height + titleHeight };
}

function sizeOf(node: DagNode) {
  return isTerminal(node) ? terminalSize : nodeSize;
}
