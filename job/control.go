package job

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// StartJob starts a job on behalf of the viewer, who needs the permission ToRun.
// Errors: NOT_FOUND; CONFLICT unless it is JobCreated.
func (e *Engine) StartJob(ctx context.Context, id int64) (*model.Job, error) {
	return e.control(ctx, id, ToRun, actionStart, e.goOn)
}

// PauseJob holds a job up on behalf of the viewer, who needs the permission ToRun:
// chunks in hand are finished, no other is begun until it is resumed. Errors:
// NOT_FOUND; CONFLICT unless it is running.
func (e *Engine) PauseJob(ctx context.Context, id int64) (*model.Job, error) {
	return e.control(ctx, id, ToRun, actionPause, func(ctx context.Context, tx postgres.Tx, j *model.Job) error {
		if err := saveState(ctx, tx, j); err != nil {
			return err
		}
		return e.wakeLanes(ctx, tx, id)
	})
}

// ResumeJob lets a job go on that was paused, failed or canceled, on behalf of the
// viewer, who needs the permission ToRun: what is done stays done, what failed
// is tried again. Errors: NOT_FOUND; CONFLICT in any other state, and if the
// job failed or was canceled and belongs to another object.
func (e *Engine) ResumeJob(ctx context.Context, id int64) (*model.Job, error) {
	return e.control(ctx, id, ToRun, actionResume, e.goOn)
}

// ResumeTx does what ResumeJob does in the transaction of the domain that owns the
// job, without checking a permission. Call Notify(event.Job(id), event.Jobs)
// after the commit.
func (e *Engine) ResumeTx(ctx context.Context, tx postgres.Tx, id int64) (*model.Job, error) {
	j, err := lockOwned(ctx, tx, id, func(j *model.Job) (err error) {
		j.State, err = next(j, actionResume)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := e.goOn(ctx, tx, j); err != nil {
		return nil, err
	}
	return j, e.record(ctx, tx, j)
}

// CancelJob asks a job to stop on behalf of the viewer, who needs the permission
// ToRun: chunks in hand are finished, no other is begun. Canceling again
// changes nothing. Errors: NOT_FOUND; CONFLICT if the job has ended.
func (e *Engine) CancelJob(ctx context.Context, id int64) (*model.Job, error) {
	return e.control(ctx, id, ToRun, actionCancel, e.cancelJob)
}

// CancelTx does what CancelJob does in the transaction of the domain that owns the
// job, without checking a permission. Call Notify(event.Job(id), event.Jobs)
// after the commit.
func (e *Engine) CancelTx(ctx context.Context, tx postgres.Tx, id int64) (*model.Job, error) {
	j, err := lockFor(ctx, tx, id, actionCancel)
	if err != nil {
		return nil, err
	}
	return j, e.cancelJob(ctx, tx, j)
}

func (e *Engine) cancelJob(ctx context.Context, tx postgres.Tx, j *model.Job) error {
	if j.CanceledBy == nil {
		j.CanceledBy = auth.ViewerFrom(ctx).ID()
	}
	if err := saveState(ctx, tx, j, "canceled_by"); err != nil {
		return err
	}
	if err := e.wakeLanes(ctx, tx, j.ID); err != nil {
		return err
	}
	// A paused job has no lane that could end it.
	return e.startLanes(ctx, tx, j, 1)
}

// goOn makes everything that is left of a job pending and starts its lanes.
func (e *Engine) goOn(ctx context.Context, tx postgres.Tx, j *model.Job) error {
	left, err := requeue(ctx, tx, j.ID, unfinished)
	if err != nil {
		return err
	}
	return e.run(ctx, tx, j, left)
}

// run lets a job process the chunks that are pending.
func (e *Engine) run(ctx context.Context, tx postgres.Tx, j *model.Job, pending int64) error {
	if j.StartedBy == nil {
		j.StartedBy = auth.ViewerFrom(ctx).ID()
	}
	// A column that becomes NULL leaves a pointer to a zero value, unless there is none.
	j.NotBefore, j.PacedUntil, j.Error, j.CanceledBy, j.RunStartedAt, j.FinishedAt = nil, nil, nil, nil, nil, nil
	err := tx.NewUpdate().Model(j).Column("state", "started_by").
		Set("plan_attempts = 0").Set("end_attempts = 0").Set("not_before = NULL").
		Set("error = NULL").Set("canceled_by = NULL").Set("finished_at = NULL").Set("paced_until = NULL").
		Set("started_at = coalesce(started_at, now())").
		Set("run_items = (SELECT sum(items_done) FROM job_lane WHERE job_id = ?)", j.ID).
		Set("run_started_at = CASE WHEN total_chunks IS NOT NULL THEN clock_timestamp() END").
		Set("updated_at = now()").Set("version = version + 1").WherePK().Returning("*").Scan(ctx)
	if err != nil {
		return fmt.Errorf("letting a job run: %w", err)
	}
	e.rates.forget(j.ID)
	// Lane 0 plans what isn't planned, and ends what is done.
	return e.startLanes(ctx, tx, j, int(max(1, min(int64(j.Parallelism), pending))))
}

// control does something with a job in a transaction of its own: do finds the
// job locked, and its state set to the one that the action leads to.
func (e *Engine) control(ctx context.Context, id int64, to string, a action, do func(context.Context, postgres.Tx, *model.Job) error) (j *model.Job, err error) {
	err = postgres.InTx(ctx, e.db, nil, func(ctx context.Context, tx postgres.Tx) error {
		if j, err = lockJob(ctx, tx, id); err != nil {
			return e.unseen(ctx, err)
		}
		if err := auth.Require(ctx, Permission(j.Application, to)); err != nil {
			return err
		}
		if j.State, err = e.nextFor(j, a); err != nil {
			return err
		}
		if err := do(ctx, tx, j); err != nil {
			return err
		}
		return e.record(ctx, tx, j)
	})
	if err != nil {
		return nil, postgres.Error(err)
	}
	e.announceState(j)
	return j, nil
}

// nextFor is next, and leaves to the owner of a job what is the owner's to do.
func (e *Engine) nextFor(j *model.Job, a action) (model.JobState, error) {
	to, err := next(j, a)
	if err != nil || e.standsAlone(j.Application) {
		return to, err
	}
	switch a {
	case actionPause, actionCancel, actionAdjust:
		return to, nil
	case actionResume, actionDelete:
		_, own := e.apps[j.Application].(Discarder)
		if own || a == actionResume && j.State == model.JobPaused {
			return to, nil
		}
	}
	return j.State, model.Conflict("Job %d belongs to a batch; go there for this.", j.ID)
}

// lockFor locks a job and sets its state to the one that the action leads to.
func lockFor(ctx context.Context, tx postgres.Tx, id int64, a action) (*model.Job, error) {
	j, err := lockJob(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	j.State, err = next(j, a)
	return j, err
}

// lockOwned locks a job for the domain that owns it, if check allows what that
// wants of it. The domain has locked its object before; a job that ends locks the
// object afterwards. So one whose state refuses is not waited for: it may be
// waiting for the object.
func lockOwned(ctx context.Context, tx postgres.Tx, id int64, check func(*model.Job) error) (*model.Job, error) {
	j, err := readJob(ctx, tx.NewSelect(), id)
	if err == nil {
		err = check(j)
	}
	if err != nil {
		return nil, err
	}
	if j, err = lockJob(ctx, tx, id); err != nil {
		return nil, err
	}
	return j, check(j)
}

// lockJob locks the job against other control operations and ending lanes, but
// not against chunks that refer to it.
func lockJob(ctx context.Context, tx postgres.Tx, id int64) (*model.Job, error) {
	return readJob(ctx, tx.NewSelect().For("NO KEY UPDATE"), id)
}

func readJob(ctx context.Context, q *bun.SelectQuery, id int64) (*model.Job, error) {
	j := new(model.Job)
	err := q.Model(j).Where("id = ? AND state <> ?", id, model.JobDeleting).Scan(ctx)
	if isNoRows(err) {
		return nil, model.NotFound("job")
	}
	if err != nil {
		return nil, fmt.Errorf("reading a job: %w", err)
	}
	return j, nil
}

// saveState writes a job's state, and more of its columns.
func saveState(ctx context.Context, tx postgres.Tx, j *model.Job, columns ...string) error {
	err := tx.NewUpdate().Model(j).Column(append(columns, "state")...).
		Set("updated_at = now()").Set("version = version + 1").WherePK().Returning("*").Scan(ctx)
	if err != nil {
		return fmt.Errorf("changing the state of a job: %w", err)
	}
	return nil
}
