package operation

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/sluicehq/sluice/postgres"
)

const (
	// sweepAtOnce bounds what one look takes on.
	sweepAtOnce = 1000
	// strayAfter is how long a carrier may run without having started its
	// operation: the process that fetched it died before it could.
	strayAfter = 10 * time.Second
	// strangerAfter is how long a process leaves an operation of a group that it
	// does not know to those that may.
	strangerAfter = time.Minute
)

// sweepRegularly sends on their way what has become due and takes away what was
// left, at once and then at every interval. Any number of processes may do so
// side by side.
func (s *Service) sweepRegularly(ctx context.Context) {
	ticker := time.NewTicker(s.opts.SweepInterval)
	defer ticker.Stop()
	for {
		if err := s.sweep(ctx); err != nil && ctx.Err() == nil {
			s.opts.Logger.WarnContext(ctx, "looking after operations failed", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

func (s *Service) sweep(ctx context.Context) error {
	return errors.Join(s.sweepLeases(ctx), s.sweepGroups(ctx), s.sweepDue(ctx))
}

// sweepLeases returns what workers outside have claimed and not finished. A
// claim would take it just as well; this lets people see how things are.
func (s *Service) sweepLeases(ctx context.Context) error {
	t := transitions[actionReturn]
	rows, err := execute(ctx, s.db, `
		UPDATE operation SET status = $1, updated_at = statement_timestamp(), version = version + 1
		WHERE id IN (SELECT id FROM operation
			WHERE status = 'running' AND due_at <= statement_timestamp() AND action_group IS NULL
			LIMIT $3 FOR UPDATE SKIP LOCKED)
		AND status = ANY ($2)`, t.to, t.from, sweepAtOnce)
	if err != nil {
		return fmt.Errorf("returning operations whose lease is over: %w", err)
	}
	if rows > 0 {
		s.announce()
	}
	return nil
}

// sweepGroups ends the attempts of processes that give no sign of life.
func (s *Service) sweepGroups(ctx context.Context) error {
	var ended int64
	err := postgres.InTx(ctx, s.db, nil, func(ctx context.Context, tx postgres.Tx) error {
		forsaken, err := read(ctx, tx, "SELECT "+columns+` FROM operation
			WHERE status = 'running' AND action_group IS NOT NULL
				AND due_at <= statement_timestamp() - CASE WHEN action_group = ANY ($2) THEN interval '0' ELSE $3::interval END
			LIMIT $1 FOR UPDATE SKIP LOCKED`, sweepAtOnce, slices.Collect(maps.Keys(s.groups)), strangerAfter)
		if err != nil || len(forsaken) == 0 {
			return err
		}
		endings := make([]ending, len(forsaken))
		for i, o := range forsaken {
			endings[i] = s.groups[*o.Group].ending(o, "The process that ran it stopped unexpectedly.", false)
		}
		ended, err = settle(ctx, tx, endings...)
		return err
	})
	if err != nil {
		return fmt.Errorf("taking operations away from dead processes: %w", err)
	}
	if ended > 0 {
		s.opts.Logger.InfoContext(ctx, "took operations away from dead processes", "operations", ended)
		s.announce()
	}
	return nil
}

// dueSQL locks operations of groups that are due and that nothing carries.
const dueSQL = "SELECT " + columns + ` FROM operation
	WHERE status = 'unprocessed' AND due_at <= statement_timestamp() AND action_group IS NOT NULL
		AND NOT EXISTS (SELECT FROM river.river_job r WHERE r.id = carrier AND r.finalized_at IS NULL
			AND (r.state <> 'running' OR r.attempted_at > now() - $2::interval))
	ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED`

// sweepDue sends on their way operations that were planned, or are to be tried
// again, or have lost their carrier.
func (s *Service) sweepDue(ctx context.Context) error {
	err := postgres.InTx(ctx, s.db, nil, func(ctx context.Context, tx postgres.Tx) error {
		due, err := read(ctx, tx, dueSQL, sweepAtOnce, strayAfter)
		if err != nil || len(due) == 0 {
			return err
		}
		return s.carry(ctx, tx, due...)
	})
	if err != nil {
		return fmt.Errorf("sending operations on their way: %w", err)
	}
	return nil
}
