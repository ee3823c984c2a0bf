import '@xyflow/react/dist/base.css';
import { useComputedColorScheme } from '@mantine/core';
import { Background, Controls, ReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import type { Dag } from './dag';
import { drawingOf } from './flow';
import classes from './Flow.module.css';
import { FrameNodeView } from './FrameNodeView';
import { StepNodeView } from './StepNodeView';
import { TerminalNodeView } from './TerminalNodeView';
import { WayEdge } from './WayEdge';

const nodeTypes = { step: StepNodeView, terminal: TerminalNodeView, frame: FrameNodeView };
const edgeTypes = { way: WayEdge };

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
        fitView
        fitViewOptions={{ padding: 0.06, maxZoom: 1 }}
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
