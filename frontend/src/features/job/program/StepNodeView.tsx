import { Handle, Position, type NodeProps } from '@xyflow/react';
import { formatCount, formatRunTime, formatShare } from '~/components/format';
import { kindTitles } from './dag';
import type { StepNode } from './flow';
import classes from './Flow.module.css';

/** A node of the program with its figures. */
export function StepNodeView({ data: { node, slow, failing } }: NodeProps<StepNode>) {
  const { name, kind, doc, statistics } = node;
  return (
    <div className={classes.step} data-slow={slow} data-failing={failing} title={doc || undefined}>
      <Handle className={classes.handle} id="in" type="target" position={Position.Top} />
      <div className={classes.kind}>
        {kindTitles[kind]}
        {slow && <span className={classes.slow}>slow</span>}
        {failing && (
          <span className={classes.away}>
            {formatCount(statistics?.exceptions ?? 0)} stored away
          </span>
        )}
      </div>
      <div className={classes.name}>{name}</div>
      {statistics ? (
        <>
          <div className={classes.numbers}>
            <span>{formatCount(statistics.items)} items</span>
            <span>{formatRunTime(statistics.meanSeconds)} each</span>
          </div>
          <div className={classes.numbers}>
            <span>{formatRunTime(statistics.runSeconds)}</span>
            <span>{formatShare(statistics.share)} of the time</span>
          </div>
          <div className={classes.bar}>
            <div style={{ width: `${statistics.share * 100}%` }} />
          </div>
        </>
      ) : (
        <div className={classes.numbers}>Nothing counted yet</div>
      )}
      <Handle className={classes.handle} id="out" type="source" position={Position.Bottom} />
      <Handle className={classes.handle} id="call" type="source" position={Position.Right} />
    </div>
  );
}
