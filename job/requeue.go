package job

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// corrections is the lane that counts what people change of what other lanes
// have counted: as negative numbers, what is to be done again, and which
// exceptions are not open any more. The others may be held by a chunk in hand,
// and people must not wait for that. Nobody ever carries it.
const corrections = -1

// unfinished are the chunks that a job which goes on has to process.
var unfinished = filter.SQL("state IN (?, ?, ?)", model.ChunkHeld, model.ChunkPending, model.ChunkFailed)

// requeue makes the chunks pending that match, none of which may be running,
// and forgets the attempts at them. What those that were done have counted is
// taken back; what else they made is replaced when they are processed. It
// returns how many chunks of the job are pending then. The job is locked.
func requeue(ctx context.Context, tx postgres.Tx, jobID int64, match filter.Expr) (pending int64, err error) {
	if err := addLanes(ctx, tx, jobID, corrections, corrections); err != nil {
		return 0, err
	}
	_, err = tx.NewRaw(`
		WITH picked AS (
			SELECT number, state, items_done, items_failed, exceptions, items_again FROM job_chunk
			WHERE job_id = ?0 AND state <> 'running' AND ?1 FOR UPDATE
		), requeued AS (
			UPDATE job_chunk c SET state = 'pending', attempt = 0, not_before = NULL, queued_at = clock_timestamp(), finished_at = NULL,
				redo = c.redo OR p.state = 'done', items_done = 0, items_failed = 0, exceptions = 0, items_again = 0, statistics = NULL
			FROM picked p WHERE c.job_id = ?0 AND c.number = p.number
		)
		UPDATE job_lane l SET chunks_done = l.chunks_done - s.done, chunks_failed = l.chunks_failed - s.failed,
			items_done = l.items_done - s.items_done, items_failed = l.items_failed - s.items_failed,
			exceptions = l.exceptions - s.exceptions, items_again = l.items_again - s.items_again, updated_at = now()
		FROM (SELECT count(*) FILTER (WHERE state = 'done') AS done, count(*) FILTER (WHERE state = 'failed') AS failed,
			sum(items_done) AS items_done, sum(items_failed) AS items_failed, sum(exceptions) AS exceptions,
			sum(items_again) AS items_again
			FROM picked WHERE state IN ('done', 'failed')) s
		WHERE l.job_id = ?0 AND l.lane = ?2 AND s.done + s.failed > 0`,
		jobID, bun.SafeQuery(match.SQL, match.Args...), corrections).Exec(ctx)
	if err != nil {
		return 0, fmt.Errorf("queueing chunks: %w", err)
	}
	err = queryRow(ctx, tx, "SELECT count(*) FROM job_chunk WHERE job_id = $1 AND state = 'pending'", []any{jobID}, []any{&pending})
	if err != nil {
		return 0, fmt.Errorf("counting pending chunks: %w", err)
	}
	return pending, nil
}
