import { formatCount, formatDuration, formatRate, plural } from '~/components/format';
import { isJobActive } from '~/components/JobStateLabel';
import { TextLink } from '~/components/links';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { Figure } from './Figure';
import classes from './Figure.module.css';

export const figuresFragment = graphql(`
  fragment Figures on Job {
    id
    state
    startedAt
    finishedAt
    progress {
      jobId
      totalItems
      itemsDone
      itemsFailed
      exceptions
      exceptionsOpen
      totalChunks
      chunksDone
      chunksRunning
      chunksFailed
      itemsPerSecond
      secondsLeft
    }
  }
`);

/** How much of what is done, how fast it goes, and how much longer. */
export function Figures({ job: masked }: { job: FragmentOf<typeof figuresFragment> }) {
  const { id, state, progress, startedAt, finishedAt } = readFragment(figuresFragment, masked);
  const { totalItems, itemsDone, itemsFailed, exceptions, exceptionsOpen } = progress;
  const { totalChunks, chunksDone, chunksRunning, chunksFailed } = progress;
  const took = startedAt && finishedAt ? seconds(startedAt, finishedAt) : null;
  const rate = took ? itemsDone / Math.max(took, 0.001) : null;
  return (
    <dl className={classes.figures}>
      <Figure label="Items done" note={totalItems !== null && `of ${formatCount(totalItems)}`}>
        {formatCount(itemsDone)}
      </Figure>
      <Figure
        label="Stored away"
        tone={exceptionsOpen > 0 ? 'waiting' : undefined}
        note={
          exceptionsOpen > 0 ? (
            <TextLink to="/jobs/$jobId" params={{ jobId: id }} search={{ tab: 'exceptions' }}>
              {formatCount(exceptionsOpen)} open
            </TextLink>
          ) : (
            exceptions > 0 && 'None open'
          )
        }
      >
        {formatCount(exceptions)}
      </Figure>
      <Figure label="Failed" tone={itemsFailed > 0 ? 'bad' : undefined}>
        {formatCount(itemsFailed)}
      </Figure>
      <Figure
        label="Chunks done"
        tone={chunksFailed > 0 ? 'bad' : undefined}
        note={[
          totalChunks !== null && `of ${formatCount(totalChunks)}`,
          chunksRunning > 0 && `${formatCount(chunksRunning)} in hand`,
          chunksFailed > 0 && `${plural(chunksFailed, 'failure')}`,
        ]
          .filter(Boolean)
          .join(', ')}
      >
        {formatCount(chunksDone)}
      </Figure>
      {isJobActive(state) ? (
        <>
          <Figure label="Rate">{words(progress.itemsPerSecond, formatRate)}</Figure>
          <Figure label="Time left">{words(progress.secondsLeft, formatDuration)}</Figure>
        </>
      ) : (
        took !== null && (
          <Figure label="Took" note={rate !== null && formatRate(rate)}>
            {formatDuration(took)}
          </Figure>
        )
      )}
    </dl>
  );
}

function words(value: number | null, format: (value: number) => string): string {
  return value === null ? '–' : format(value);
}

function seconds(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}
