import { cancelJobFragment } from '~/components/CancelJob';
import { jobProgressFragment } from '~/components/JobProgress';
import { graphql } from '~/graphql/graphql';

/** What is another one after a batch has moved on in its life. */
export const changedBatchFragment = graphql(
  `
    fragment ChangedBatch on Batch {
      id
      version
      state
      allowedActions
      whyNotExecutable
      populationJob {
        id
        state
      }
      executionJob {
        id
        state
        progress {
          ...JobProgress
        }
        ...CancelJob
      }
      undoJob {
        id
        state
        progress {
          ...JobProgress
        }
        ...CancelJob
      }
    }
  `,
  [cancelJobFragment, jobProgressFragment],
);
