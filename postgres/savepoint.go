package postgres

import (
	"context"
	"fmt"
)

// Savepoint runs fn inside tx so that its failure can be survived: if fn
// returns an error or panics, only what fn did is rolled back, tx goes on, and
// the error is returned. Savepoints nest.
func (tx Tx) Savepoint(ctx context.Context, fn func(ctx context.Context, tx Tx) error) error {
	inner, err := tx.pgx.Begin(ctx)
	if err != nil {
		return fmt.Errorf("setting a savepoint: %w", err)
	}
	released := false
	defer func() {
		if !released {
			rollbackCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTimeout)
			defer cancel()
			// If this fails the connection is gone, and tx with it: the next
			// statement says so.
			_ = inner.Rollback(rollbackCtx)
		}
	}()
	if err := fn(ctx, Tx{Tx: tx.Tx, pgx: inner}); err != nil {
		return err
	}
	if err := inner.Commit(ctx); err != nil {
		return fmt.Errorf("releasing a savepoint: %w", err)
	}
	released = true
	return nil
}
