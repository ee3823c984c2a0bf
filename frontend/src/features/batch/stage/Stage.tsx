import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { ExecutedStage, executedStageFragment } from './ExecutedStage';
import { ExecutionStage, executionStageFragment } from './ExecutionStage';
import { PopulationStage, populationStageFragment } from './PopulationStage';
import { ReviewStage, reviewStageFragment } from './ReviewStage';

export const stageFragment = graphql(
  `
    fragment Stage on Batch {
      state
      ...PopulationStage
      ...ReviewStage
      ...ExecutionStage
      ...ExecutedStage
    }
  `,
  [populationStageFragment, reviewStageFragment, executionStageFragment, executedStageFragment],
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
    case 'REVERTING':
    case 'REVERTED':
      return <ExecutedStage batch={batch} />;
    default:
      return <ExecutionStage batch={batch} state={batch.state} />;
  }
}
