import { cacheExchange, type Cache, type KeyGenerator } from '@urql/exchange-graphcache';
import { graphql, type ResultOf } from './graphql';

const jobState = graphql(`
  fragment JobState on Job {
    id
    state
  }
`);

type JobState = ResultOf<typeof jobState>['state'];

const embedded = () => null;
const byKey: KeyGenerator = (data) => data.key as string;

/** Has a list asked for again, with whatever filter and page it was. */
function forget(cache: Cache, list: string): void {
  for (const { fieldName, arguments: args } of cache.inspectFields('Query')) {
    if (fieldName === list) cache.invalidate('Query', fieldName, args);
  }
}

/** The fields whose answer may be another one after batches came, went or changed their state. */
function forgetBatchLists(cache: Cache): void {
  forget(cache, 'batches');
}

function forgetJobLists(cache: Cache): void {
  forget(cache, 'jobs');
}

function forgetOperationLists(cache: Cache): void {
  forget(cache, 'operations');
}

function forgetSavedFilters(cache: Cache): void {
  forget(cache, 'savedFilters');
}

/**
 * Keeps what was read, by id: what a mutation or a subscription brings is seen everywhere at once.
 * Rows of batches stay out of it; the grid keeps its own.
 */
export const cache = cacheExchange({
  keys: {
    Application: (data) => data.name as string,
    BatchAnswer: embedded,
    BatchType: byKey,
    JobProgress: (data) => data.jobId as string,
    ImportPreview: embedded,
    ImportReject: embedded,
    ImportReport: embedded,
    Importer: byKey,
    ImporterField: embedded,
    JobsChange: embedded,
    ActionGroup: (data) => data.name as string,
    LineField: embedded,
    LineProblem: embedded,
    OperationContext: embedded,
    RejectedLine: embedded,
    RejectedProduct: embedded,
    Choice: embedded,
    Dag: embedded,
    DagEdge: embedded,
    DagNode: embedded,
    DagStatistics: embedded,
    ExceptionGroup: embedded,
    FieldMapping: embedded,
    FileColumn: embedded,
    FileFormat: embedded,
    FileInspection: embedded,
    FileProblem: embedded,
    FileReport: embedded,
    FileRow: embedded,
    FileSheet: embedded,
    FileWarning: embedded,
    ExceptionsChange: embedded,
    JobResult: embedded,
    NodeStatistics: embedded,
    SourceForm: embedded,
    Trial: embedded,
    TrialChange: embedded,
    TrialException: embedded,
    Download: embedded,
    DriftProducts: embedded,
    DriftRows: embedded,
    ExecutionDescription: embedded,
    Fact: embedded,
    Parameter: embedded,
    ParameterCondition: embedded,
    RejectedRow: embedded,
    RowColumn: embedded,
    RowStatus: embedded,
    SourceDrift: embedded,
    StatusCount: embedded,
  },
  updates: {
    Mutation: {
      signIn: (result, _args, cache) => {
        const payload = result.signIn as { viewer: { __typename: 'Viewer'; id: string } };
        cache.link('Query', 'viewer', payload.viewer);
      },
      createBatch: (_result, _args, cache) => forgetBatchLists(cache),
      cloneBatch: (_result, _args, cache) => forgetBatchLists(cache),
      createBatchFromBatch: (_result, _args, cache) => forgetBatchLists(cache),
      createBatchFromImporter: (_result, _args, cache) => forgetBatchLists(cache),
      runImporter: (_result, _args, cache) => forgetJobLists(cache),
      createBatchFromUpload: (_result, _args, cache) => forgetBatchLists(cache),
      createBatchFromQuery: (_result, _args, cache) => forgetBatchLists(cache),
      markBatchComplete: (_result, _args, cache) => forgetBatchLists(cache),
      reopenBatch: (_result, _args, cache) => forgetBatchLists(cache),
      executeBatch: (_result, _args, cache) => forgetBatchLists(cache),
      retryRows: (_result, _args, cache) => forgetBatchLists(cache),
      undoBatch: (_result, _args, cache) => forgetBatchLists(cache),
      deleteBatch: (_result, _args, cache) => forgetBatchLists(cache),
      deleteBatches: (_result, _args, cache) => forgetBatchLists(cache),
      executeBatches: (_result, _args, cache) => forgetBatchLists(cache),
      refreshBatches: (_result, _args, cache) => forgetBatchLists(cache),
      createSavedFilter: (_result, _args, cache) => forgetSavedFilters(cache),
      deleteSavedFilter: (_result, _args, cache) => forgetSavedFilters(cache),
      updateSavedFilter: (_result, _args, cache) => forgetSavedFilters(cache),
      createJob: (_result, _args, cache) => forgetJobLists(cache),
      deleteJob: (_result, _args, cache) => forgetJobLists(cache),
      cancelOperation: (_result, _args, cache) => forgetOperationLists(cache),
      repeatOperation: (_result, _args, cache) => forgetOperationLists(cache),
    },
    Subscription: {
      jobProgress: (result, _args, cache) => {
        const { jobId, state } = result.jobProgress as { jobId: string; state: JobState };
        cache.writeFragment(jobState, { id: jobId, state });
      },
    },
  },
});
