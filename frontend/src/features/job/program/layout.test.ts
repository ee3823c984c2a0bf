import type { Dag, DagEdge, DagNode } from './dag';
import { layoutDag, nodeSize } from './layout';

function aNode(key: string, fields: Partial<DagNode> = {}): DagNode {
  return {
    key,
    name: key,
    kind: 'RULE',
    doc: '',
    subprogram: '',
    calls: '',
    statistics: null,
    ...fields,
  };
}

function anEdge(from: string, to: string, when: DagEdge['when'] = 'ALWAYS'): DagEdge {
  return { key: `${from} ${to}`, from, to, when, weight: null };
}

const dag: Dag = {
  program: 'abc',
  chunks: 1,
  items: 1,
  runSeconds: 1,
  nodes: [
    aNode('start', { kind: 'START' }),
    aNode('ask', { kind: 'BRANCH' }),
    aNode('yes'),
    aNode('no', { kind: 'CALL', calls: 'sub' }),
    aNode('end', { kind: 'SUCCESS' }),
    aNode('sub start', { kind: 'START', subprogram: 'sub' }),
    aNode('work', { subprogram: 'sub' }),
  ],
  edges: [
    anEdge('start', 'ask'),
    anEdge('ask', 'yes', 'SUCCESS'),
    anEdge('ask', 'no', 'FAILURE'),
    anEdge('yes', 'end'),
    anEdge('no', 'end'),
    anEdge('no', 'sub start', 'CALL'),
    anEdge('sub start', 'work'),
    anEdge('work', 'no', 'RETURN'),
  ],
};

const { frames, nodes, ways } = layoutDag(dag);

test('everything has a place, and ways go down', () => {
  expect([...nodes.keys()].sort()).toEqual(dag.nodes.map(({ key }) => key).sort());
  const top = (key: string) => nodes.get(key)?.y ?? NaN;
  expect(top('start')).toBeLessThan(top('ask'));
  expect(top('ask')).toBeLessThan(top('yes'));
  expect(top('yes')).toBe(top('no'));
  expect(top('yes')).toBeLessThan(top('end'));
});

test('nodes side by side do not overlap', () => {
  const [yes, no] = [nodes.get('yes'), nodes.get('no')];
  expect(Math.abs((yes?.x ?? 0) - (no?.x ?? 0))).toBeGreaterThanOrEqual(nodeSize.width);
});

test('a subprogram stands to the right of those that call it, around its nodes', () => {
  const [main, sub] = [frames.get(''), frames.get('sub')];
  expect(sub?.x).toBeGreaterThan((main?.x ?? 0) + (main?.width ?? 0));
  for (const { key, subprogram } of dag.nodes) {
    const [box, frame] = [nodes.get(key), frames.get(subprogram)];
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(frame?.width ?? 0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(frame?.height ?? 0);
  }
});

test('ways lead from one node to the next, but for calls and returns', () => {
  expect([...ways.keys()]).toEqual([
    'start ask',
    'ask yes',
    'ask no',
    'yes end',
    'no end',
    'sub start work',
  ]);
  const [frame, ask, yes] = [frames.get(''), nodes.get('ask'), nodes.get('yes')];
  const points = ways.get('ask yes')?.points ?? [];
  expect(points.at(0)?.y).toBeCloseTo((frame?.y ?? 0) + (ask?.y ?? 0) + (ask?.height ?? 0));
  expect(points.at(-1)?.y).toBeCloseTo((frame?.y ?? 0) + (yes?.y ?? 0));
});
