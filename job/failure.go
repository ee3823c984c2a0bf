package job

import (
	"context"
	"fmt"
	"time"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// releaseTimeout bounds what a carrier still does when the process stops.
const releaseTimeout = 2 * time.Second

// fail records that an attempt at a chunk failed, after its rollback. The chunk
// becomes due again after a pause, or has failed for good.
func (c *carriage) fail(ctx context.Context, chunk *model.Chunk, cause error) error {
	problem := c.engine.explain(ctx, cause, "job", c.jobID, "chunk", chunk.Number, "attempt", chunk.Attempt)
	state := model.ChunkPending
	if chunk.Attempt >= c.engine.opts.MaxAttempts {
		state = model.ChunkFailed
	}
	err := c.inLane(ctx, func(ctx context.Context, tx postgres.Tx) error {
		_, err := exec(ctx, tx, `
			WITH chunk AS (
				UPDATE job_chunk SET
					state = $5, error = $6, error_detail = $7,
					not_before = CASE WHEN $5 = 'pending' THEN now() + $8::interval END,
					finished_at = CASE WHEN $5 = 'failed' THEN now() END
				WHERE job_id = $1 AND number = $3 AND attempt = $4 AND state = 'running'
				RETURNING state
			)
			UPDATE job_lane SET chunks_failed = chunks_failed + 1, updated_at = now()
			WHERE job_id = $1 AND lane = $2 AND EXISTS (SELECT FROM chunk WHERE state = 'failed')`,
			c.jobID, c.lane, chunk.Number, chunk.Attempt,
			state, problem.text, problem.detail, c.engine.opts.Backoff(chunk.Attempt))
		return err
	})
	if err != nil {
		return fmt.Errorf("recording that chunk %d failed: %w", chunk.Number, err)
	}
	c.engine.announce(c.job)
	return nil
}

// release gives a chunk back that could not be finished because the process
// stops. It does not count as an attempt.
func (c *carriage) release(ctx context.Context, chunk *model.Chunk) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), releaseTimeout)
	defer cancel()
	err := c.inLane(ctx, func(ctx context.Context, tx postgres.Tx) error {
		_, err := exec(ctx, tx, `
			UPDATE job_chunk SET state = 'pending', attempt = attempt - 1, started_at = NULL
			WHERE job_id = $1 AND number = $2 AND attempt = $3 AND state = 'running'`,
			c.jobID, chunk.Number, chunk.Attempt)
		return err
	})
	if err != nil {
		return fmt.Errorf("releasing chunk %d: %w", chunk.Number, err)
	}
	c.engine.announce(c.job)
	return nil
}
