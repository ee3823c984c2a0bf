package job

import (
	"context"
	"errors"
	"fmt"

	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

const (
	// deletePiece is how many rows are deleted in one transaction.
	deletePiece = 20_000
	// deleteAtOnce is how many pieces a request deletes before it leaves the
	// rest to the sweep.
	deleteAtOnce = 10
)

// errMoreToDelete means that there are pieces left.
var errMoreToDelete = errors.New("there is more to delete")

// DeleteJob deletes a job that does not run, with everything it made: its
// chunks, statistics, results and exceptions. It is gone for everyone at once;
// what a big one made is removed in pieces, after a crash too. The viewer needs
// the permission ToDelete. Errors: NOT_FOUND, CONFLICT.
func (e *Engine) DeleteJob(ctx context.Context, id int64) error {
	_, err := e.control(ctx, id, ToDelete, actionDelete, func(ctx context.Context, tx postgres.Tx, j *model.Job) error {
		j.ClientKey = nil // the next job may have it, before the last piece of this one is gone
		return saveState(ctx, tx, j, "client_key")
	})
	if err != nil {
		return err
	}
	e.rates.forget(id)
	if err := e.purge(ctx, id, deleteAtOnce); err != nil && !errors.Is(err, errMoreToDelete) {
		e.opts.Logger.WarnContext(ctx, "deleting what a job made failed; the sweep goes on", "job", id, "error", err)
	}
	return nil
}

// DeleteTx deletes an ended job with everything the engine knows about it, in
// the transaction of the domain that owns it. It checks no permission. Errors:
// NOT_FOUND; CONFLICT if the job has not ended.
func (e *Engine) DeleteTx(ctx context.Context, tx postgres.Tx, id int64) error {
	_, err := lockOwned(ctx, tx, id, func(j *model.Job) error {
		if !j.State.Ended() {
			return model.Conflict("This job is still running. Cancel it first.")
		}
		return nil
	})
	if err != nil {
		return err
	}
	if _, err := exec(ctx, tx, "DELETE FROM job WHERE id = $1", id); err != nil {
		return fmt.Errorf("deleting a job: %w", err)
	}
	e.rates.forget(id)
	return nil
}

// sweepDeleted goes on with deletions that were not finished.
func (e *Engine) sweepDeleted(ctx context.Context) error {
	var ids []int64
	err := e.db.NewSelect().Model((*model.Job)(nil)).Column("id").Where("state = ?", model.JobDeleting).Scan(ctx, &ids)
	if err != nil {
		return fmt.Errorf("looking for deleted jobs: %w", err)
	}
	for _, id := range ids {
		if err := e.purge(ctx, id, deleteAtOnce); err != nil && !errors.Is(err, errMoreToDelete) {
			return err
		}
	}
	return nil
}

// purge removes what a deleted job made, and then the job, in at most so many
// transactions.
func (e *Engine) purge(ctx context.Context, id int64, pieces int) error {
	for range pieces {
		gone, err := e.purgePiece(ctx, id)
		if err != nil || gone {
			e.Notify(event.Jobs)
			return err
		}
	}
	return errMoreToDelete
}

// purgePiece removes one piece. It leaves the job alone while somebody else is
// at it.
func (e *Engine) purgePiece(ctx context.Context, id int64) (gone bool, err error) {
	err = postgres.InTx(ctx, e.db, nil, func(ctx context.Context, tx postgres.Tx) error {
		var partitioning *int64
		var application string
		err := queryRow(ctx, tx, "SELECT partitioning_id, application FROM job WHERE id = $1 AND state = 'deleting' FOR UPDATE SKIP LOCKED",
			[]any{id}, []any{&partitioning, &application})
		if isNoRows(err) {
			gone = true
			return nil
		}
		if err != nil {
			return err
		}
		if left, err := purgeRows(ctx, tx, id); err != nil || left {
			return err
		}
		gone = true
		if discarder, ok := e.apps[application].(Discarder); ok {
			if err := discarder.Discard(ctx, tx, id); err != nil {
				return err
			}
		}
		if _, err := exec(ctx, tx, "DELETE FROM job WHERE id = $1", id); err != nil || partitioning == nil {
			return err
		}
		_, err = exec(ctx, tx, "DELETE FROM partitioning p WHERE id = $1 AND NOT EXISTS (SELECT FROM job WHERE partitioning_id = p.id)", *partitioning)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("removing what job %d made: %w", id, err)
	}
	return gone, nil
}

// purgeRows removes some of what a deleted job made; left: there is more, or
// some of it is in use. The chunks go first: without them nothing is added any
// more. One in hand is left until it is done.
func purgeRows(ctx context.Context, tx postgres.Tx, id int64) (left bool, err error) {
	for _, table := range []string{"job_chunk", "job_result_block", "job_exception", "job_lane"} {
		rows, err := exec(ctx, tx, "DELETE FROM "+table+" WHERE ctid = ANY (ARRAY(SELECT ctid FROM "+table+" WHERE job_id = $1 LIMIT $2 FOR UPDATE SKIP LOCKED))",
			id, deletePiece)
		if err != nil || rows > 0 {
			return rows > 0, err
		}
		err = queryRow(ctx, tx, "SELECT EXISTS (SELECT FROM "+table+" WHERE job_id = $1)", []any{id}, []any{&left})
		if err != nil || left {
			return left, err
		}
	}
	return false, nil
}
