package batch

import (
	"context"
	"errors"

	"github.com/sluicehq/sluice/postgres"
)

type rehearsalKey struct{}

// Rehearse returns a context in which the changes that a Service makes are carried
// out and rolled back: each answers as it would have, or with the error that it
// would have had, and nobody hears of it.
func Rehearse(ctx context.Context) context.Context {
	return context.WithValue(ctx, rehearsalKey{}, true)
}

func rehearses(ctx context.Context) bool { return ctx.Value(rehearsalKey{}) != nil }

// inTx runs fn in a transaction, which is rolled back in the end in a rehearsal.
func (s *Service) inTx(ctx context.Context, fn func(ctx context.Context, tx postgres.Tx) error) error {
	err := postgres.InTx(ctx, s.db, nil, func(ctx context.Context, tx postgres.Tx) error {
		if err := fn(ctx, tx); err != nil {
			return err
		}
		if rehearses(ctx) {
			return errRollBack
		}
		return nil
	})
	if errors.Is(err, errRollBack) {
		return nil
	}
	return err
}
