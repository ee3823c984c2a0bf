package operation

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// JobType is the type of the operations of an application's jobs:
// "job-batch-execute".
func JobType(application string) string { return "job-" + strings.ReplaceAll(application, ".", "-") }

// beginJobSQL starts the operation of a job ($2), or makes one if there is none
// that is open: each run of a job that had ended is an operation of its own.
const beginJobSQL = `
	WITH open AS (
		SELECT id, status FROM operation
		WHERE type = $1 AND context_kind = 'Job' AND context_key = $2 AND status IN ('unprocessed', 'running')
	), started AS (
		UPDATE operation SET status = 'running', attempt = attempt + 1, started_at = statement_timestamp(), started_by = $5,
			updated_at = statement_timestamp(), version = version + 1
		WHERE $3 = 'running' AND id IN (SELECT id FROM open WHERE status = 'unprocessed')
	)
	INSERT INTO operation (type, context_kind, context_key, status, attempt, created_by, started_by, started_at)
	SELECT $1, 'Job', $2, $3, CASE $3 WHEN 'running' THEN 1 ELSE 0 END, $4,
		CASE $3 WHEN 'running' THEN $5::bigint END, CASE $3 WHEN 'running' THEN statement_timestamp() END
	WHERE NOT EXISTS (SELECT FROM open)`

// endJobSQL ends what is open of a job ($2) with a result ($3) and output ($6);
// without a result what has not begun is canceled, and what has has failed.
const endJobSQL = `
	UPDATE operation SET
		status = CASE WHEN $3::text IS NULL AND status = 'unprocessed' THEN 'canceled' ELSE 'finished' END,
		result = CASE WHEN $3::text IS NULL AND status = 'unprocessed' THEN NULL ELSE coalesce($3, 'failed') END,
		error = $4, output = $6::jsonb, finished_by = $5, started_at = coalesce(started_at, statement_timestamp()),
		finished_at = statement_timestamp(), updated_at = statement_timestamp(), version = version + 1
	WHERE type = $1 AND context_kind = 'Job' AND context_key = $2 AND status IN ('unprocessed', 'running')`

// jobOutput is the output of a job's operation: how many items it dealt with,
// and what became of them.
type jobOutput struct {
	Items      int64 `json:"items"`
	Failed     int64 `json:"failed"`
	Exceptions int64 `json:"exceptions"`
}

// Record implements job.Recorder: every job has an operation, which nobody can
// claim. It is one statement.
func (s *Service) Record(ctx context.Context, tx postgres.Tx, j *model.Job, ended *model.JobProgress) error {
	kind, key := JobType(j.Application), strconv.FormatInt(j.ID, 10)
	var output any
	if ended != nil {
		output = jobOutput{Items: ended.ItemsDone, Failed: ended.ItemsFailed, Exceptions: ended.Exceptions}
	}
	var err error
	switch j.State {
	case model.JobCreated:
		_, err = execute(ctx, tx, beginJobSQL, kind, key, model.OperationUnprocessed, j.CreatedBy, nil)
	case model.JobRunning:
		_, err = execute(ctx, tx, beginJobSQL, kind, key, model.OperationRunning, j.CreatedBy, j.StartedBy)
	case model.JobFinished:
		_, err = execute(ctx, tx, endJobSQL, kind, key, model.OperationSuccessful, nil, nil, output)
	case model.JobFailed:
		_, err = execute(ctx, tx, endJobSQL, kind, key, model.OperationFailed, j.Error, nil, output)
	case model.JobCanceled:
		_, err = execute(ctx, tx, endJobSQL, kind, key, nil, "The job was canceled.", j.CanceledBy, output)
	case model.JobDeleting:
		_, err = execute(ctx, tx, endJobSQL, kind, key, nil, "The job was deleted.", nil, output)
	}
	if err != nil {
		return fmt.Errorf("recording job %d: %w", j.ID, err)
	}
	return nil
}
