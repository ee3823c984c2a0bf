import { Handle, Position, type NodeProps } from '@xyflow/react';
import type { TerminalNode } from './flow';
import classes from './Flow.module.css';

/** The start or an end of a program. */
export function TerminalNodeView({ data: { node } }: NodeProps<TerminalNode>) {
  return (
    <div className={classes.terminal} data-kind={node.kind}>
      <Handle className={classes.handle} id="in" type="target" position={Position.Top} />
      <Handle className={classes.handle} id="called" type="target" position={Position.Left} />
      {node.name}
      <Handle className={classes.handle} id="out" type="source" position={Position.Bottom} />
    </div>
  );
}
