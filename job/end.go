package job

import (
	"context"
	"errors"
	"fmt"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// end ends the job. It counts the attempt before it makes it, so that an end
// that kills its process counts, too.
func (c *carriage) end(ctx context.Context) (verdict, error) {
	var attempt int
	err := c.inLane(ctx, func(ctx context.Context, tx postgres.Tx) error {
		return queryRow(ctx, tx, "UPDATE job SET end_attempts = end_attempts + 1 WHERE id = $1 RETURNING end_attempts",
			[]any{c.jobID}, []any{&attempt})
	})
	if err != nil {
		return verdict{}, fmt.Errorf("beginning to end: %w", err)
	}
	next, err := c.decide(ctx, true)
	switch {
	case err == nil && next.kind == end:
		c.engine.rates.forget(c.jobID)
		c.engine.announceState(c.job)
		return verdict{kind: leave}, nil
	case err == nil, errors.Is(err, errNotMine):
		return next, err
	case ctx.Err() != nil:
		return verdict{kind: wait}, c.record(ctx, "UPDATE job SET end_attempts = end_attempts - 1 WHERE id = $1", c.jobID)
	default:
		problem := c.engine.explain(ctx, err, "job", c.jobID, "phase", "end", "attempt", attempt)
		return verdict{kind: goOn}, c.record(ctx, `UPDATE job SET error = $2, not_before = now() + $3::interval WHERE id = $1`,
			c.jobID, "Ending the job failed. "+problem.text, c.engine.opts.Backoff(attempt))
	}
}

// close writes the state that the job ends in and calls the application.
func (c *carriage) close(ctx context.Context, tx postgres.Tx, j *model.Job) error {
	var done, failed int64
	err := queryRow(ctx, tx, "SELECT sum(chunks_done)::bigint, sum(chunks_failed)::bigint FROM job_lane WHERE job_id = $1",
		[]any{j.ID}, []any{&done, &failed})
	if err != nil {
		return fmt.Errorf("counting chunks: %w", err)
	}
	j.State = finalState(j, done, failed, c.engine.opts.MaxAttempts)
	if j.Error, err = reason(ctx, tx, j, failed); err != nil {
		return err
	}
	if j.State == model.JobPaused {
		return saveState(ctx, tx, j)
	}
	err = tx.NewUpdate().Model(j).Column("state", "error").
		Set("finished_at = clock_timestamp()").Set("not_before = NULL").
		Set("updated_at = now()").Set("version = version + 1").
		WherePK().Returning("*").Scan(ctx)
	if err != nil {
		return fmt.Errorf("ending the job: %w", err)
	}
	if err := c.engine.recordEnd(ctx, tx, j); err != nil {
		return err
	}
	return guard(func() error { return c.app.End(ctx, tx, j) })
}

// reason words why a job failed; nil if it did not.
func reason(ctx context.Context, tx postgres.Tx, j *model.Job, chunksFailed int64) (*string, error) {
	var text string
	switch {
	case j.State != model.JobFailed:
		return nil, nil
	case chunksFailed > 0:
		err := queryRow(ctx, tx, `
			SELECT coalesce(error, '') FROM job_chunk WHERE job_id = $1 AND state = 'failed'
			ORDER BY number LIMIT 1`, []any{j.ID}, []any{&text})
		if err != nil {
			return nil, fmt.Errorf("finding the first error: %w", err)
		}
		text = fmt.Sprintf("%d of %d chunks failed. The first: %s", chunksFailed, *j.TotalChunks, text)
	case j.Error != nil:
		return j.Error, nil
	default:
		text = "The worker process stopped unexpectedly at every attempt."
	}
	return &text, nil
}

// record updates the job after something failed, even if the process stops.
func (c *carriage) record(ctx context.Context, statement string, args ...any) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), releaseTimeout)
	defer cancel()
	err := c.inLane(ctx, func(ctx context.Context, tx postgres.Tx) error {
		_, err := exec(ctx, tx, statement, args...)
		return err
	})
	if err != nil {
		return fmt.Errorf("recording a failure: %w", err)
	}
	c.engine.announce(c.job)
	return nil
}
