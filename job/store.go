package job

import (
	"context"
	"errors"
	"fmt"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// nodeStore is the node that exceptions are said to come from which the
// database made of an item's effects.
const nodeStore = "store"

// store applies what the program decided. Items whose effects the database
// refuses become exceptions.
func (w *work[T]) store(ctx context.Context, tx postgres.Tx) error {
	storer, ok := w.app.Processor.(Storer[T])
	if !ok || len(w.done) == 0 {
		return nil
	}
	stored := make([]*T, 0, len(w.done))
	err := Bisect(ctx, tx, w.done,
		func(ctx context.Context, tx postgres.Tx, items []*T) error {
			return storer.Store(ctx, tx, w.job, items)
		},
		func(items []*T) { stored = append(stored, items...) },
		func(item *T, err error) {
			w.exceptions = append(w.exceptions, raised[T]{item, dag.Exception{Node: nodeStore, Reason: refusal(err), Err: err}})
		})
	if err != nil {
		return fmt.Errorf("storing: %w", err)
	}
	w.done = stored
	return nil
}

// Bisect applies do to items under a savepoint. If that fails because of the
// items, it tries each half, and so on, until the bad ones stand alone. It calls
// done and failed with which were done and which were not, in their order. It
// returns an error that is not the items' fault; nothing must be committed then.
func Bisect[E any](ctx context.Context, tx postgres.Tx, items []E, do func(context.Context, postgres.Tx, []E) error, done func([]E), failed func(E, error)) error {
	err := tx.Savepoint(ctx, func(ctx context.Context, tx postgres.Tx) error {
		return guard(func() error { return do(ctx, tx, items) })
	})
	switch {
	case err == nil:
		done(items)
		return nil
	case ctx.Err() != nil || !fromItems(err):
		return err
	case len(items) == 1:
		failed(items[0], err)
		return nil
	}
	half := len(items) / 2
	if err := Bisect(ctx, tx, items[:half], do, done, failed); err != nil {
		return err
	}
	return Bisect(ctx, tx, items[half:], do, done, failed)
}

// fromItems reports whether other items might not have caused an error.
func fromItems(err error) bool {
	var known *model.Error
	return errors.As(err, &known) || postgres.IsDataError(err)
}

// refusal words why an item was refused, the same for all of a kind.
func refusal(err error) string {
	var known *model.Error
	if errors.As(postgres.Error(err), &known) && known.Code != model.CodeInternal {
		return known.Message
	}
	return dag.ReasonError
}
