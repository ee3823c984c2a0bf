package upload

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/postgres"
)

// unusedFor is how old a file must be to be removed if nothing was made from it.
const unusedFor = 7 * 24 * time.Hour

// sweptAtOnce bounds how many files are removed at once.
const sweptAtOnce = 1000

// SweepUnused removes files that are older than a week and that no batch is of.
func (s *Service) SweepUnused(ctx context.Context) error {
	return s.remove(ctx, s.db, `u.id IN (SELECT id FROM upload WHERE created_at < now() - ?::interval ORDER BY created_at LIMIT ?)`,
		unusedFor.String(), sweptAtOnce)
}

// Release removes a file that a batch was of, unless another one is of it.
func (s *Service) Release(ctx context.Context, id int64) error {
	return s.remove(ctx, s.db, "u.id = ?", id)
}

// ReleaseTx is Release as a part of a transaction. The file is gone at once, even
// if that is rolled back.
func (s *Service) ReleaseTx(ctx context.Context, tx bun.IDB, id int64) error {
	return s.remove(ctx, tx, "u.id = ?", id)
}

// remove removes those of the files that fulfill a condition that no batch is of.
func (s *Service) remove(ctx context.Context, db bun.IDB, condition string, args ...any) error {
	var keys []string
	err := db.NewRaw(`DELETE FROM upload AS u WHERE `+condition+`
		AND NOT EXISTS (SELECT FROM batch AS b WHERE b.upload_id = u.id) RETURNING u.key`, args...).Scan(ctx, &keys)
	if postgres.IsForeignKeyViolation(err) {
		return nil // a batch was made of one at this moment; the next time finds the others
	}
	if err != nil {
		return fmt.Errorf("removing uploads that nothing is made from: %w", err)
	}
	s.discard(ctx, keys...)
	return nil
}
