import { cancelJobFragment } from '~/components/CancelJob';
import { jobProgressFragment } from '~/components/JobProgress';
import { graphql } from '~/graphql/graphql';
import { approvalFragment } from './Approval';

/** What is another one after a batch has moved on in its life. */
export const changedBatchFragment = graphql(
  `
    fragment ChangedBatch on Batch {
      id
      version
      state
      allowedActions
      whyNotExecutable
      ...Approval
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
      purgeJob {
        id
        state
        progress {
          ...JobProgress
        }
        ...CancelJob
      }
    }
  `,
  [approvalFragment, cancelJobFragment, jobProgressFragment],
);
