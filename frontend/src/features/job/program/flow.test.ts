import type { Dag, DagNode } from './dag';
import { drawingOf, widthOf } from './flow';

function aNode(key: string, kind: DagNode['kind'], exceptions = 0, share = 0): DagNode {
  const statistics = {
    node: key,
    items: 10,
    successes: 10 - exceptions,
    failures: 0,
    exceptions,
    runSeconds: share,
    meanSeconds: share / 10,
    share,
  };
  const terminal = kind === 'SUCCESS' || kind === 'FAILURE';
  return {
    key,
    name: key,
    kind,
    doc: '',
    subprogram: '',
    calls: '',
    statistics: terminal ? null : statistics,
  };
}

const dag: Dag = {
  program: 'abc',
  chunks: 1,
  items: 10,
  runSeconds: 1,
  nodes: [
    aNode('ask', 'BRANCH', 0, 0.05),
    aNode('slow', 'RULE', 0, 0.9),
    aNode('bad', 'RULE', 3, 0.05),
    aNode('good end', 'SUCCESS'),
    aNode('bad end', 'FAILURE'),
  ],
  edges: [
    { key: 'a', from: 'ask', to: 'slow', when: 'SUCCESS', weight: 9 },
    { key: 'b', from: 'ask', to: 'bad', when: 'FAILURE', weight: 0 },
    { key: 'c', from: 'slow', to: 'good end', when: 'ALWAYS', weight: 9 },
    { key: 'd', from: 'bad', to: 'bad end', when: 'ALWAYS', weight: 1 },
    { key: 'e', from: 'good end', to: 'ask', when: 'RETURN', weight: null },
  ],
};

const { nodes, edges } = drawingOf(dag);
const edge = (id: string) => edges.find((one) => one.id === id);

test('what is slow and what fails stands out', () => {
  const marks = nodes.flatMap(({ type, id, data }) =>
    type === 'step' ? [[id, data.slow, data.failing]] : [],
  );
  expect(marks).toEqual([
    ['ask', false, false],
    ['slow', true, false],
    ['bad', false, true],
  ]);
});

test('ways tell who takes them, how many did, and where they fail', () => {
  expect(edge('a')?.data).toMatchObject({ tone: 'yes', label: 'yes 9' });
  expect(edge('b')?.data).toMatchObject({ tone: 'no', label: 'no 0' });
  expect(edge('c')?.data).toMatchObject({ tone: 'plain', label: '9' });
  expect(edge('d')?.data).toMatchObject({ tone: 'failing', label: '1' });
  expect(edge('b')?.style?.opacity).toBeLessThan(1);
});

test('returns are not drawn', () => {
  expect(edge('e')).toBeUndefined();
});

test('a way is the wider the more items took it', () => {
  expect(widthOf(null, 100)).toBe(widthOf(0, 100));
  expect(widthOf(1, 100)).toBeGreaterThan(widthOf(0, 100));
  expect(widthOf(100, 100)).toBe(8);
});
