package job

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// settle decides what becomes of a lane that found nothing to do.
func (c *carriage) settle(ctx context.Context) (verdict, error) {
	next, err := c.decide(ctx, false)
	if err == nil && next.kind == end {
		return c.end(ctx)
	}
	return next, err
}

// decide looks at the job and acts on the verdict; it ends the job only if
// ending is true. It holds the job, so that two lanes can't both believe that
// the other one goes on.
func (c *carriage) decide(ctx context.Context, ending bool) (next verdict, err error) {
	err = c.inLane(ctx, func(ctx context.Context, tx postgres.Tx) error {
		s, err := c.look(ctx, tx)
		if err != nil {
			return err
		}
		next = s.judge()
		if next.kind == end && ending {
			if err := c.close(ctx, tx, s.job); err != nil {
				return err
			}
		}
		if next.kind == leave || next.kind == end && ending {
			return c.rest(ctx, tx)
		}
		return nil
	})
	return next, err
}

// look locks the job and then looks at it and its lanes, in this order: what it
// sees stays so.
func (c *carriage) look(ctx context.Context, tx postgres.Tx) (situation, error) {
	s := situation{lane: c.lane, job: new(model.Job), attempts: c.engine.opts.MaxAttempts}
	if err := tx.NewSelect().Model(s.job).Where("id = ?", c.jobID).For("NO KEY UPDATE").Scan(ctx); err != nil {
		return s, fmt.Errorf("locking the job: %w", err)
	}
	err := queryRow(ctx, tx, `
		SELECT clock_timestamp(),
			(SELECT min(coalesce(not_before, 'epoch')) FROM job_chunk WHERE job_id = $1 AND state = 'pending'),
			EXISTS (SELECT FROM job_chunk WHERE job_id = $1 AND state = 'running'),
			EXISTS (SELECT FROM job_lane WHERE job_id = $1 AND lane <> $2 AND river_job_id IS NOT NULL)`,
		[]any{c.jobID, c.lane}, []any{&s.now, &s.due, &s.running, &s.others})
	if err != nil {
		return s, fmt.Errorf("looking at the lanes: %w", err)
	}
	return s, nil
}

// rest takes the lane out of work.
func (c *carriage) rest(ctx context.Context, tx postgres.Tx) error {
	_, err := exec(ctx, tx, "UPDATE job_lane SET river_job_id = NULL, updated_at = now() WHERE job_id = $1 AND lane = $2",
		c.jobID, c.lane)
	if err != nil {
		return fmt.Errorf("resting: %w", err)
	}
	return c.retire(ctx, tx)
}
