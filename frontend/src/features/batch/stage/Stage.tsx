import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { ExecutedStage, executedStageFragment } from './ExecutedStage';
import { ExecutionStage, executionStageFragment } from './ExecutionStage';
import { PopulationStage, populationStageFragment } from './PopulationStage';
import { PurgeStage, purgeStageFragment } from './PurgeStage';
import { ReviewStage, reviewStageFragment } from './ReviewStage';
import { UndoStage, undoStageFragment } from './UndoStage';

export const stageFragment = graphql(
  `
    fragment Stage on Batch {
      state
      ...PopulationStage
      ...ReviewStage
      ...ExecutionStage
      ...ExecutedStage
      ...UndoStage
      ...PurgeStage
    }
  `,
  [
    populationStageFragment,
    reviewStageFragment,
    executionStageFragment,
    executedStageFragment,
    undoStageFragment,
    purgeStageFragment,
  ],
);

/** Where the batch is in its life, and what can be done next. */
export function Stage({ batch: masked }: { batch: FragmentOf<typeof stageFragment> }) {
  const batch = readFragment(stageFragment, masked);
  switch (batch.state) {
    case 'CREATED':
      return <PopulationStage batch={batch} />;
    case 'OPEN':
    case 'COMPLETE':
      return <ReviewStage batch={batch} />;
    case 'EXECUTED':
      return <ExecutedStage batch={batch} />;
    case 'REVERTING':
    case 'REVERTED':
      return <UndoStage batch={batch} />;
    case 'PURGING':
    case 'PURGED':
      return <PurgeStage batch={batch} />;
    default:
      return <ExecutionStage batch={batch} state={batch.state} />;
  }
}
