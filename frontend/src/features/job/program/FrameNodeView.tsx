import type { NodeProps } from '@xyflow/react';
import type { FrameNode } from './flow';
import classes from './Flow.module.css';

/** The frame around a subprogram. */
export function FrameNodeView({ data }: NodeProps<FrameNode>) {
  return <div className={classes.frame}>{data.title}</div>;
}
