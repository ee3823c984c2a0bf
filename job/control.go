package job

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Cancel asks a job to stop on behalf of the viewer, who needs
// PermissionCancel: chunks in hand are finished, no other is begun. Canceling
// again changes nothing. Errors: NOT_FOUND; CONFLICT if the job has ended.
func (e *Engine) Cancel(ctx context.Context, id int64) (j *model.Job, err error) {
	if err := auth.Require(ctx, PermissionCancel); err != nil {
		return nil, err
	}
	err = postgres.InTx(ctx, e.db, nil, func(ctx context.Context, tx postgres.Tx) error {
		j, err = e.CancelTx(ctx, tx, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	e.announceState(j)
	return j, nil
}

// CancelTx does what Cancel does in the transaction of the domain that owns the
// job, without checking a permission. Call Notify(event.Job(id), event.Jobs)
// after the commit.
func (e *Engine) CancelTx(ctx context.Context, tx postgres.Tx, id int64) (*model.Job, error) {
	j, err := lockJob(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	if j.State.Ended() {
		return nil, model.Conflict("This job has ended already; there is nothing to cancel.")
	}
	if j.State == model.JobCanceling {
		return j, nil
	}
	j.State, j.CanceledBy = model.JobCanceling, auth.ViewerFrom(ctx).ID()
	err = tx.NewUpdate().Model(j).Column("state", "canceled_by").
		Set("updated_at = now()").Set("version = version + 1").WherePK().Returning("*").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("canceling a job: %w", err)
	}
	return j, e.wakeLanes(ctx, tx, id)
}

// Resume lets a job that failed or was canceled go on in the transaction of the
// domain that owns it: what is done stays done, what failed is tried again. It
// checks no permission. Call Notify(event.Job(id), event.Jobs) after the
// commit. Errors: NOT_FOUND; CONFLICT in any other state.
func (e *Engine) Resume(ctx context.Context, tx postgres.Tx, id int64) (*model.Job, error) {
	j, err := lockJob(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	switch {
	case !j.State.Ended():
		return nil, model.Conflict("This job is still running.")
	case j.State == model.JobFinished:
		return nil, model.Conflict("This job has finished; there is nothing left to do.")
	}
	left, err := resetChunks(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	j.State = model.JobRunning
	err = tx.NewUpdate().Model(j).Column("state").
		Set("plan_attempts = 0").Set("end_attempts = 0").Set("not_before = NULL").
		Set("error = NULL").Set("canceled_by = NULL").Set("finished_at = NULL").
		Set("run_items = (SELECT sum(items_done) FROM job_lane WHERE job_id = ?)", id).
		Set("run_started_at = CASE WHEN total_chunks IS NOT NULL THEN clock_timestamp() END").
		Set("updated_at = now()").Set("version = version + 1").WherePK().Returning("*").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("resuming a job: %w", err)
	}
	e.rates.forget(id)
	lanes := max(1, min(int64(j.Parallelism), left)) // lane 0 plans what isn't, and ends what is done
	return j, e.startLanes(ctx, tx, j, 0, int(lanes))
}

// Delete deletes an ended job with everything the engine knows about it, in the
// transaction of the domain that owns it. It checks no permission. Errors:
// NOT_FOUND; CONFLICT if the job has not ended.
func (e *Engine) Delete(ctx context.Context, tx postgres.Tx, id int64) error {
	j, err := lockJob(ctx, tx, id)
	if err != nil {
		return err
	}
	if !j.State.Ended() {
		return model.Conflict("This job is still running. Cancel it first.")
	}
	if _, err := exec(ctx, tx, "DELETE FROM job WHERE id = $1", id); err != nil {
		return fmt.Errorf("deleting a job: %w", err)
	}
	e.rates.forget(id)
	return nil
}

// lockJob locks the job against other control operations and ending lanes, but
// not against chunks that refer to it.
func lockJob(ctx context.Context, tx postgres.Tx, id int64) (*model.Job, error) {
	j := new(model.Job)
	err := tx.NewSelect().Model(j).Where("id = ?", id).For("NO KEY UPDATE").Scan(ctx)
	if isNoRows(err) {
		return nil, model.NotFound("job")
	}
	if err != nil {
		return nil, fmt.Errorf("locking a job: %w", err)
	}
	return j, nil
}

// resetChunks makes failed chunks pending and forgets the attempts at those
// that are. It returns how many chunks are to be done.
func resetChunks(ctx context.Context, tx postgres.Tx, jobID int64) (left int64, err error) {
	left, err = exec(ctx, tx, `
		UPDATE job_chunk SET state = 'pending', attempt = 0, not_before = NULL, finished_at = NULL
		WHERE job_id = $1 AND state <> 'done'`, jobID)
	if err != nil {
		return 0, fmt.Errorf("resetting chunks: %w", err)
	}
	if _, err := exec(ctx, tx, "UPDATE job_lane SET chunks_failed = 0 WHERE job_id = $1", jobID); err != nil {
		return 0, fmt.Errorf("resetting lanes: %w", err)
	}
	return left, nil
}
