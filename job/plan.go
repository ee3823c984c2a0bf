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
	job := *c.job
	err = c.inLane(ctx, func(ctx context.Context, tx postgres.Tx) error {
		var parts []Partition
		err := guard(func() (err error) {
			parts, err = c.app.Plan(ctx, tx, &job)
			return err
		})
		if err != nil {
			return err
		}
		return c.savePlan(ctx, tx, parts)
	})
	switch {
	case err == nil:
		c.engine.announceState(c.job)
		return true, nil
	case errors.Is(err, errNotMine):
		return false, err
	case ctx.Err() != nil:
		return false, c.record(ctx, "UPDATE job SET plan_attempts = plan_attempts - 1 WHERE id = $1", c.jobID)
	default:
		return false, c.failPlan(ctx, attempt, err)
	}
}

// beginPlan counts the attempt before it is made, so that a plan that kills its
// process ends, too. It returns 0 if the job is not to be planned now.
func (c *carriage) beginPlan(ctx context.Context) (attempt int, err error) {
	err = c.inLane(ctx, func(ctx context.Context, tx postgres.Tx) error {
		return queryRow(ctx, tx, `
			UPDATE job SET plan_attempts = plan_attempts + 1, started_at = coalesce(started_at, now())
			WHERE id = $1 AND state = 'running' AND total_chunks IS NULL AND plan_attempts < $2
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

// savePlan makes the chunks and starts the lanes, as many as have something to
// do.
func (c *carriage) savePlan(ctx context.Context, tx postgres.Tx, parts []Partition) error {
	items, err := insertChunks(ctx, tx, c.jobID, parts)
	if err != nil {
		return err
	}
	chunks := int64(len(parts))
	job := new(model.Job)
	err = tx.NewRaw(`
		UPDATE job SET total_chunks = ?, total_items = ?, run_started_at = clock_timestamp(),
			not_before = NULL, error = NULL, updated_at = now(), version = version + 1
		WHERE id = ? RETURNING *`, chunks, items, c.jobID).Scan(ctx, job)
	if err != nil {
		return fmt.Errorf("saving the plan: %w", err)
	}
	c.job = job
	if job.State != model.JobRunning {
		return nil
	}
	return c.engine.startLanes(ctx, tx, job, 1, int(min(int64(job.Parallelism), chunks)))
}

func insertChunks(ctx context.Context, tx postgres.Tx, jobID int64, parts []Partition) (items int64, err error) {
	source := pgx.CopyFromSlice(len(parts), func(i int) ([]any, error) {
		bounds, err := json.Marshal(parts[i].Bounds)
		if err != nil {
			return nil, fmt.Errorf("writing the bounds of chunk %d: %w", i+1, err)
		}
		items += parts[i].Items
		return []any{jobID, int64(i + 1), json.RawMessage(bounds), parts[i].Items}, nil
	})
	err = tx.Pgx(func(conn *pgx.Conn) error {
		_, err := conn.CopyFrom(ctx, pgx.Identifier{"job_chunk"}, []string{"job_id", "number", "bounds", "items"}, source)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("making the chunks: %w", err)
	}
	return items, nil
}

// failPlan records that planning failed. After the last attempt the job is left
// to end.
func (c *carriage) failPlan(ctx context.Context, attempt int, cause error) error {
	problem := c.engine.explain(ctx, cause, "job", c.jobID, "phase", "plan", "attempt", attempt)
	var pause *time.Duration
	if attempt < c.engine.opts.MaxAttempts {
		p := c.engine.opts.Backoff(attempt)
		pause = &p
	}
	return c.record(ctx, "UPDATE job SET error = $2, not_before = now() + $3::interval WHERE id = $1",
		c.jobID, "Cutting the source failed. "+problem.text, pause)
}
