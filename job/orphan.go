package job

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/event"
)

// giveBackSQL makes the chunks in orphan pending again, or failed if that was
// their last attempt ($1): a chunk that kills its workers must end.
const giveBackSQL = `, swept AS (
		UPDATE job_chunk c SET
			state = CASE WHEN c.attempt < $1 THEN 'pending' ELSE 'failed' END,
			finished_at = CASE WHEN c.attempt < $1 THEN NULL ELSE now() END,
			error = 'The worker process stopped unexpectedly.', error_detail = NULL
		FROM orphan o WHERE c.job_id = o.job_id AND c.number = o.number
		RETURNING c.job_id, c.lane, c.state
	), failed AS (
		UPDATE job_lane l SET chunks_failed = l.chunks_failed + f.chunks, updated_at = now()
		FROM (SELECT job_id, lane, count(*) AS chunks FROM swept WHERE state = 'failed' GROUP BY job_id, lane) f
		WHERE l.job_id = f.job_id AND l.lane = f.lane
	)
	SELECT job_id, count(*) FROM swept GROUP BY job_id`

// laneOrphansSQL gives back what the carrier of a lane had in hand; the lane is
// locked, so that the carrier can't commit any more.
const laneOrphansSQL = `
	WITH orphan AS (
		SELECT job_id, number FROM job_chunk WHERE job_id = $2 AND lane = $3 AND state = 'running' FOR UPDATE
	)` + giveBackSQL

// strayOrphansSQL gives back chunks that have been running for a while ($2)
// though nobody holds them or their lane.
const strayOrphansSQL = `
	WITH orphan AS (
		SELECT c.job_id, c.number
		FROM job_chunk c JOIN job_lane l ON l.job_id = c.job_id AND l.lane = c.lane
		WHERE c.state = 'running' AND c.started_at < now() - $2::interval
		FOR UPDATE OF l, c SKIP LOCKED
	)` + giveBackSQL

// sweepChunks gives back chunks that nobody works on. If a worker is just about
// to, the fence stops it.
func (e *Engine) sweepChunks(ctx context.Context) error {
	rows, err := e.db.Pool.Query(ctx, strayOrphansSQL, e.opts.MaxAttempts, e.opts.OrphanAge)
	if err != nil {
		return fmt.Errorf("sweeping chunks: %w", err)
	}
	var id, chunks int64
	_, err = pgx.ForEachRow(rows, []any{&id, &chunks}, func() error {
		e.opts.Logger.InfoContext(ctx, "gave chunks back that a dead worker had in hand", "job", id, "chunks", chunks)
		e.Notify(event.Job(id))
		return nil
	})
	if err != nil {
		return fmt.Errorf("sweeping chunks: %w", err)
	}
	return nil
}
