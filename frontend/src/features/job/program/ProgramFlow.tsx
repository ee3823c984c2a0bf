import '@xyflow/react/dist/base.css';
import { useComputedColorScheme } from '@mantine/core';
import { Background, Controls, ReactFlow, type ReactFlowInstance } from '@xyflow/react';
import { useMemo } from 'react';
import type { Dag } from './dag';
import { drawingOf, type FlowEdge, type FlowNode } from './flow';
import classes from './Flow.module.css';
import { FrameNodeView } from './FrameNodeView';
import { StepNodeView } from './StepNodeView';
import { TerminalNodeView } from './TerminalNodeView';
import { WayEdge } from './WayEdge';

const nodeTypes = { step: StepNodeView, terminal: TerminalNodeView, frame: FrameNodeView };
const edgeTypes = { way: WayEdge };

const smallestReadable = 0.7;

/** Shows all of a small program, and the beginning of one that would be too small to be read. */
async function showReadable(flow: ReactFlowInstance<FlowNode, FlowEdge>) {
  await flow.fitView({ padding: 0.04, maxZoom: 1 });
  if (flow.getZoom() < smallestReadable) {
    await flow.setViewport({ x: 20, y: 16, zoom: smallestReadable });
  }
}

/** The program as a picture. */
export default function ProgramFlow({ dag }: { dag: Dag }) {
  const colorMode = useComputedColorScheme('light');
  const { nodes, edges } = useMemo(() => drawingOf(dag), [dag]);
  return (
    <div className={classes.flow} role="region" aria-label="Picture of the program">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={colorMode}
        onInit={(flow) => void showReadable(flow)}
        fitViewOptions={{ padding: 0.04, maxZoom: 1 }}
        minZoom={0.1}
        nodesFocusable={false}
        disableKeyboardA11y
        zoomOnScroll={false}
        preventScrolling={false}
      >
        <Background gap={24} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}
