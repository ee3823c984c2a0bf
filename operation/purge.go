package operation

import (
	"context"
	"fmt"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

const (
	// purgePiece is how many operations are deleted in one transaction.
	purgePiece    = 10_000
	purgeInterval = time.Hour
)

// Purge deletes the operations of a type that ended so long ago, in pieces, and
// returns how many those were. It requires auth.Admin. Errors: INVALID.
func (s *Service) Purge(ctx context.Context, kind string, olderThan time.Duration) (deleted int64, err error) {
	if err := auth.Require(ctx, auth.Admin); err != nil {
		return 0, err
	}
	if !typeForm.MatchString(kind) || olderThan < 0 {
		return 0, model.Invalid("type", "Say which type of operations, and how old they must be.")
	}
	for {
		rows, err := execute(ctx, s.db, `
			DELETE FROM operation WHERE id IN (
				SELECT id FROM operation WHERE type = $1 AND finished_at < now() - $2::interval
				ORDER BY finished_at LIMIT $3 FOR UPDATE SKIP LOCKED)`, kind, olderThan, purgePiece)
		if err != nil {
			return deleted, postgres.Error(fmt.Errorf("purging operations: %w", err))
		}
		if deleted += rows; rows < purgePiece {
			return deleted, nil
		}
	}
}

// purgeRegularly deletes what is older than Options.Keep says.
func (s *Service) purgeRegularly(ctx context.Context) {
	ctx = auth.WithViewer(ctx, auth.System())
	ticker := time.NewTicker(purgeInterval)
	defer ticker.Stop()
	for {
		for kind, age := range s.opts.Keep {
			deleted, err := s.Purge(ctx, kind, age)
			if err != nil && ctx.Err() == nil {
				s.opts.Logger.WarnContext(ctx, "purging operations failed", "type", kind, "error", err)
			}
			if deleted > 0 {
				s.opts.Logger.InfoContext(ctx, "purged old operations", "type", kind, "operations", deleted)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
