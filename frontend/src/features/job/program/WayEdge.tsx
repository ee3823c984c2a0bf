import { BaseEdge, EdgeLabelRenderer, getSmoothStepPath, type EdgeProps } from '@xyflow/react';
import type { FlowEdge } from './flow';
import classes from './Flow.module.css';
import { wayPath } from './wayPath';

/** A way items can go, with how many did. */
export function WayEdge({ data, style, markerEnd, ...ends }: EdgeProps<FlowEdge>) {
  const [direct, midX, midY] = getSmoothStepPath({ ...ends, borderRadius: 10 });
  const path = data?.way ? wayPath(data.way.points) : direct;
  const { x, y } = data?.way?.label ?? { x: midX, y: midY };
  return (
    <>
      <BaseEdge id={ends.id} path={path} style={style} markerEnd={markerEnd} />
      {data?.label && (
        <EdgeLabelRenderer>
          <span
            className={classes.label}
            data-tone={data.tone}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            {data.label}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}
