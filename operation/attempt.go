package operation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// hold extends the lease of the attempt until the function it returns is
// called, and ends the attempt when the operation is somebody else's.
func (a attempt) hold(ctx context.Context) (release func()) {
	ctx, cancel := context.WithCancel(ctx)
	released := make(chan struct{})
	go func() {
		defer close(released)
		ticker := time.NewTicker(a.opts.Lease / 4)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				a.extend(ctx)
			}
		}
	}()
	return func() { cancel(); <-released }
}

// extend gives a sign of life. A database that does not answer is no reason to
// stop: the lease tells.
func (a attempt) extend(ctx context.Context) {
	t := transitions[actionExtend]
	rows, err := execute(ctx, a.db, `
		UPDATE operation SET due_at = statement_timestamp() + $4::interval
		WHERE id = $1 AND attempt = $2 AND status = ANY ($3)`, a.o.ID, a.o.Attempt, t.from, a.opts.Lease)
	switch {
	case ctx.Err() != nil:
	case err != nil:
		a.opts.Logger.WarnContext(ctx, "extending the lease of an operation failed", "operation", a.o.ID, "error", err)
	case rows == 0:
		a.lose(errLost)
	}
}

// record puts the value of an action on record, with which it is done. Errors:
// errLost.
func (a attempt) record(ctx context.Context, action string, value json.RawMessage) error {
	err := a.db.Pool.QueryRow(ctx, `
		UPDATE operation SET output = coalesce(output, '{}') || jsonb_build_object($4::text, $5::jsonb),
			updated_at = statement_timestamp(), version = version + 1
		WHERE id = $1 AND attempt = $2 AND status = ANY ($3) RETURNING output`,
		a.o.ID, a.o.Attempt, transitions[actionExtend].from, action, string(value)).Scan(&a.o.Output)
	if errors.Is(err, pgx.ErrNoRows) {
		a.lose(errLost)
		return errLost
	}
	if err != nil {
		return fmt.Errorf("recording what an action returned: %w", err)
	}
	return nil
}
