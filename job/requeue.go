package job

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// takenBack is the lane that counts, as negative numbers, what other lanes have
// done and is to be done again: they may be held by a chunk in hand, and whoever
// holds the job must not wait for that. Nobody ever carries it.
const takenBack = -1

// unfinished are the chunks that a job which goes on has to process.
var unfinished = filter.SQL("state IN (?, ?, ?)", model.ChunkHeld, model.ChunkPending, model.ChunkFailed)

// requeue makes the chunks pending that match, none of which may be running,
// and forgets the attempts at them. What those that were done have counted is
// taken back; what else they made is replaced when they are processed. It
// returns how many chunks of the job are pending then. The job is locked.
func requeue(ctx context.Context, tx postgres.Tx, jobID int64, match filter.Expr) (pending int64, err error) {
	if err := addLanes(ctx, tx, jobID, takenBack, takenBack); err != nil {
		return 0, err
	}
	_, err = tx.NewRaw(`
		WITH picked AS (
			SELECT number, state, items_done, items_failed, exceptions FROM job_chunk
			WHERE job_id = ?0 AND state <> 'running' AND ?1 FOR UPDATE
		), requeued AS (
			UPDATE job_chunk c SET state = 'pending', attempt = 0, not_before = NULL, queued_at = clock_timestamp(), finished_at = NULL,
				redo = c.redo OR p.state = 'done', items_done = 0, items_failed = 0, exceptions = 0, statistics = NULL
			FROM picked p WHERE c.job_id = ?0 AND c.number = p.number
		)
		UPDATE job_lane l SET chunks_done = l.chunks_done - s.done, chunks_failed = l.chunks_failed - s.failed,
			items_done = l.items_done - s.items_done, items_failed = l.items_failed - s.items_failed,
			exceptions = l.exceptions - s.exceptions, updated_at = now()
		FROM (SELECT count(*) FILTER (WHERE state = 'done') AS done, count(*) FILTER (WHERE state = 'failed') AS failed,
			sum(items_done) AS items_done, sum(items_failed) AS items_failed, sum(exceptions) AS exceptions
			FROM picked WHERE state IN ('done', 'failed')) s
		WHERE l.job_id = ?0 AND l.lane = ?2 AND s.done + s.failed > 0`,
		jobID, bun.SafeQuery(match.SQL, match.Args...), takenBack).Exec(ctx)
	if err != nil {
		return 0, fmt.Errorf("queueing chunks: %w", err)
	}
	err = queryRow(ctx, tx, "SELECT count(*) FROM job_chunk WHERE job_id = $1 AND state = 'pending'", []any{jobID}, []any{&pending})
	if err != nil {
		return 0, fmt.Errorf("counting pending chunks: %w", err)
	}
	return pending, nil
}
