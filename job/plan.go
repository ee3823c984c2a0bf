package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// plan has the application cut the source, and starts the other lanes. It is
// the first thing that happens to a job, and lane 0 is there for it. It reports
// whether the job has been planned.
func (c *carriage) plan(ctx context.Context) (planned bool, err error) {
	attempt, err := c.beginPlan(ctx)
	if attempt == 0 || err != nil {
		return false, err
	}
	err = c.inLane(ctx, c.cut)
	switch {
	case err == nil:
		c.engine.announceState(c.job)
		return true, nil
	case errors.Is(err, errNotMine):
		return false, err
	case ctx.Err() != nil, errors.Is(err, errCanceled):
		return false, c.record(ctx, "UPDATE job SET plan_attempts = plan_attempts - 1, activity = NULL WHERE id = $1", c.jobID)
	default:
		return false, c.failPlan(ctx, attempt, err)
	}
}

// beginPlan counts the attempt before it is made, so that a plan that kills its
// process ends, too. It returns 0 if the job is not to be planned now.
func (c *carriage) beginPlan(ctx context.Context) (attempt int, err error) {
	err = c.inLane(ctx, func(ctx context.Context, tx postgres.Tx) error {
		return queryRow(ctx, tx, `
			UPDATE job SET plan_attempts = plan_attempts + 1,
				started_at = CASE WHEN state = 'running' THEN coalesce(started_at, now()) END
			WHERE id = $1 AND state IN ('created', 'running') AND total_chunks IS NULL AND plan_attempts < $2
			  AND (not_before IS NULL OR not_before <= now())
			RETURNING plan_attempts`, []any{c.jobID, c.engine.opts.MaxAttempts}, []any{&attempt})
	})
	if isNoRows(err) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("beginning to plan: %w", err)
	}
	c.engine.announceState(c.job)
	return attempt, nil
}

// cut makes the job's chunks and starts its lanes, as many as have something to
// do. It holds the job only when the source has been cut: that may take long.
func (c *carriage) cut(ctx context.Context, tx postgres.Tx) error {
	parts, err := c.partitions(ctx, tx)
	if err != nil {
		return err
	}
	job, err := lockJob(ctx, tx, c.jobID)
	if err != nil {
		return err
	}
	chunks, items, err := c.saveChunks(ctx, tx, job, parts)
	if err != nil {
		return err
	}
	err = tx.NewRaw(`
		UPDATE job SET total_chunks = ?, total_items = ?, run_started_at = clock_timestamp(),
			not_before = NULL, error = NULL, activity = NULL, updated_at = now(), version = version + 1
		WHERE id = ? RETURNING *`, chunks, items, c.jobID).Scan(ctx, job)
	if err != nil {
		return fmt.Errorf("saving the plan: %w", err)
	}
	c.job = job
	if job.State != model.JobRunning {
		return nil
	}
	return c.engine.startLanes(ctx, tx, job, int(max(1, min(int64(job.Parallelism), chunks))))
}

// partitions has the application cut the source, unless a kept cut is used.
func (c *carriage) partitions(ctx context.Context, tx postgres.Tx) (parts []Partition, err error) {
	if c.job.PartitioningID != nil {
		return nil, nil
	}
	job := *c.job
	err = guard(func() error {
		parts, err = c.app.Plan(c.telling(ctx), tx, &job)
		return err
	})
	return parts, err
}

// saveChunks makes the chunks, and keeps the cut if another job could use it.
func (c *carriage) saveChunks(ctx context.Context, tx postgres.Tx, job *model.Job, parts []Partition) (chunks, items int64, err error) {
	if job.PartitioningID != nil {
		return useKept(ctx, tx, job)
	}
	chunks = int64(len(parts))
	if items, err = insertChunks(ctx, tx, job, 1, parts); err != nil {
		return 0, 0, err
	}
	if c.engine.standsAlone(job.Application) {
		err = keepPartitioning(ctx, tx, job, chunks, items)
	}
	return chunks, items, err
}

// insertChunks makes chunks of partitions, numbered from first on.
func insertChunks(ctx context.Context, tx postgres.Tx, j *model.Job, first int64, parts []Partition) (items int64, err error) {
	state := chunkStateIn(j)
	var queuedAt *time.Time
	if state == model.ChunkPending {
		now := time.Now()
		queuedAt = &now
	}
	source := pgx.CopyFromSlice(len(parts), func(i int) ([]any, error) {
		bounds, err := json.Marshal(parts[i].Bounds)
		if err != nil {
			return nil, fmt.Errorf("writing the bounds of chunk %d: %w", first+int64(i), err)
		}
		items += parts[i].Items
		return []any{j.ID, first + int64(i), json.RawMessage(bounds), parts[i].Items, state, queuedAt}, nil
	})
	err = tx.Pgx(func(conn *pgx.Conn) error {
		_, err := conn.CopyFrom(ctx, pgx.Identifier{"job_chunk"}, []string{"job_id", "number", "bounds", "items", "state", "queued_at"}, source)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("making the chunks: %w", err)
	}
	return items, nil
}

// failPlan records that planning failed. After the last attempt, or if trying
// again can't help, the job is left to end.
func (c *carriage) failPlan(ctx context.Context, attempt int, cause error) error {
	problem := c.engine.explain(ctx, cause, "job", c.jobID, "phase", "plan", "attempt", attempt)
	text := "Cutting the source failed. " + problem.text
	if final(cause) {
		attempt, text = c.engine.opts.MaxAttempts, problem.text
	}
	var pause *time.Duration
	if attempt < c.engine.opts.MaxAttempts {
		p := c.engine.opts.Backoff(attempt)
		pause = &p
	}
	return c.record(ctx, "UPDATE job SET plan_attempts = $2, error = $3, not_before = now() + $4::interval, activity = NULL WHERE id = $1",
		c.jobID, attempt, text, pause)
}

// final reports whether a source is the matter, and would be each time.
func final(cause error) bool {
	code := model.CodeOf(cause)
	return code == model.CodeInvalid || code == model.CodeLimit
}
