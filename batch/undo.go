package batch

import (
	"context"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Undoer is a Handler whose executions can be taken back.
type Undoer interface {
	// Undo takes back what Execute did for the executed rows of one chunk, where
	// what is there now is still what Execute wrote. It runs in the transaction
	// that also records the rows' outcome and the chunk's completion. Rows that
	// it can't take back it gives a reason with Rows.Fail: they are kept. Those it
	// leaves alone become reverted.
	Undo(ctx context.Context, tx postgres.Tx, b *model.Batch, executed Rows) error
}

// Undo starts to take back what the execution of a batch did, or resumes an
// undoing that failed or was canceled. The viewer needs the permission undo.
// Errors: CONFLICT unless the batch is executed and its type allows it.
func (s *Service) Undo(ctx context.Context, id int64) (*model.Batch, error) {
	return s.change(ctx, id, "undo", actionUndo,
		func(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, to model.BatchState) error {
			if !k.Undoable() {
				return model.Conflict("Batches of the type %s can't be undone: what they do can't be taken back.", k.Title)
			}
			b.State, b.UndoneBy = to, auth.ViewerFrom(ctx).ID()
			if b.UndoJobID != nil {
				if _, err := s.jobs.ResumeTx(ctx, tx, *b.UndoJobID); err != nil {
					return err
				}
				return save(ctx, tx, b, "state", "undone_by")
			}
			j, err := s.startJob(ctx, tx, b, undoing.application, undoing.verb)
			if err != nil {
				return err
			}
			b.UndoJobID = &j.ID
			return save(ctx, tx, b, "state", "undo_job_id", "undone_by")
		})
}

// Undoable reports whether executions of batches of the type can be undone.
func (k *Kind) Undoable() bool {
	_, ok := k.handler.(Undoer)
	return ok
}
