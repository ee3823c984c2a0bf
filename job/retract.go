package job

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Retractor is a Storer whose effects are replaced when a chunk is processed
// again, also where the program has come to decide otherwise.
type Retractor[T Item] interface {
	// Retract takes back what Store did with items, if it did anything. It is
	// called before items that were processed before are processed again.
	Retract(ctx context.Context, tx postgres.Tx, j *model.Job, items []*T) error
}

// retract takes back the effects of a chunk that was done before.
func (w *work[T]) retract(ctx context.Context, tx postgres.Tx) error {
	retractor, ok := w.app.Processor.(Retractor[T])
	if !ok || !w.chunk.Redo || len(w.items) == 0 {
		return nil
	}
	if err := retractor.Retract(ctx, tx, w.job, w.items); err != nil {
		return fmt.Errorf("taking effects back: %w", err)
	}
	return nil
}
