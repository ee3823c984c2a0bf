package batch

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// MarkComplete says that a batch's review is done. Rows whose product has
// changed since they were made are marked stale on this occasion. The viewer
// needs the permission complete. Errors: CONFLICT unless the batch is open.
func (s *Service) MarkComplete(ctx context.Context, id int64) (*model.Batch, error) {
	return s.change(ctx, id, "complete", actionComplete, markComplete)
}

func markComplete(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, to model.BatchState) error {
	if err := k.markStale(ctx, tx, b); err != nil {
		return err
	}
	now := time.Now()
	b.State, b.CompletedAt, b.CompletedBy = to, &now, auth.ViewerFrom(ctx).ID()
	return save(ctx, tx, b, "state", "completed_at", "completed_by")
}

// Reopen takes a complete batch back to review. The viewer needs the
// permission complete. Errors: CONFLICT unless the batch is complete.
func (s *Service) Reopen(ctx context.Context, id int64) (*model.Batch, error) {
	return s.change(ctx, id, "complete", actionReopen,
		func(ctx context.Context, tx postgres.Tx, _ *Kind, b *model.Batch, to model.BatchState) error {
			if err := unapprove(ctx, tx, b); err != nil {
				return err
			}
			b.State, b.CompletedAt, b.CompletedBy = to, nil, nil
			return save(ctx, tx, b, "state", "completed_at", "completed_by")
		})
}

// Execute starts the execution of a complete batch with options, which may be nil,
// or resumes one that failed or was canceled with the options that it has. The
// viewer needs the permission execute. Errors: INVALID, blaming "options" or
// "options.KEY"; CONFLICT with the reasons of WhyNotExecutable, and for resuming
// with other options.
func (s *Service) Execute(ctx context.Context, id int64, options map[string]any) (*model.Batch, error) {
	return s.change(ctx, id, "execute", actionExecute, s.executingWith(options))
}

// CompleteAndExecute does what MarkComplete and Execute do, or nothing.
func (s *Service) CompleteAndExecute(ctx context.Context, id int64, options map[string]any) (*model.Batch, error) {
	return s.commit(ctx, func(ctx context.Context, tx postgres.Tx) (*model.Batch, error) {
		if _, err := s.changeTx(ctx, tx, id, "complete", []action{actionComplete}, markComplete); err != nil {
			return nil, err
		}
		return s.changeTx(ctx, tx, id, "execute", []action{actionExecute}, s.executingWith(options))
	})
}

// executingWith starts or resumes the execution of a batch, and remembers that.
func (s *Service) executingWith(options map[string]any) changing {
	return func(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, to model.BatchState) error {
		if err := k.approved(b); err != nil {
			return err
		}
		if err := s.execute(ctx, tx, k, b, to, options); err != nil {
			return err
		}
		changes, err := k.chosen(b)
		if err != nil {
			return err
		}
		return remember(ctx, tx, b, Event{Kind: EventStarted, Changes: changes})
	}
}

func (s *Service) execute(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, to model.BatchState, options map[string]any) error {
	if b.ExecutionJobID == nil {
		if err := k.choose(ctx, tx, b, options); err != nil {
			return err
		}
		return s.startExecution(ctx, tx, k, b, to)
	}
	if err := k.goOn(b, options); err != nil {
		return err
	}
	if _, err := s.jobs.ResumeTx(ctx, tx, *b.ExecutionJobID); err != nil {
		return err
	}
	b.State = to
	return save(ctx, tx, b, "state")
}

func (s *Service) startExecution(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, to model.BatchState) error {
	reasons, err := k.obstacles(ctx, tx, b)
	if err != nil {
		return err
	}
	if len(reasons) > 0 {
		return model.Conflict("Batch %s can't be executed: %s", model.BatchNumber(b.ID), strings.Join(reasons, " "))
	}
	j, err := s.startJob(ctx, tx, b, executing.application, executing.verb)
	if err != nil {
		return err
	}
	b.State, b.ExecutionJobID, b.ExecutedBy = to, &j.ID, auth.ViewerFrom(ctx).ID()
	return save(ctx, tx, b, "state", "execution_job_id", "executed_by", "options")
}

// Delete deletes a batch that was not executed, with its rows, their history, its
// job and its file. The viewer needs the permission delete. Errors: CONFLICT while
// it is being populated and from its execution on.
func (s *Service) Delete(ctx context.Context, id int64) error {
	b, err := s.change(ctx, id, "delete", actionDelete,
		func(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, _ model.BatchState) error {
			if err := k.discard(ctx, tx, b); err != nil {
				return err
			}
			if _, err := tx.NewDelete().Model(b).WherePK().Exec(ctx); err != nil {
				return fmt.Errorf("deleting a batch: %w", err)
			}
			if b.PopulationJobID == nil {
				return nil
			}
			err := s.jobs.DeleteTx(ctx, tx, *b.PopulationJobID)
			if model.CodeOf(err) == model.CodeConflict {
				return model.Conflict("Batch %s can't be deleted: it is being populated. Wait for that, or cancel its job first.", model.BatchNumber(b.ID))
			}
			return err
		})
	if err != nil || b.UploadID == nil || rehearses(ctx) {
		return err
	}
	s.files.Detach(ctx, rejectsKey(b.ID))
	return s.files.Release(ctx, *b.UploadID)
}
