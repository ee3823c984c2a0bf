package transactions

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/postgres"
)

// grace is how long a staged file waits for a job that names it.
const grace = 24 * time.Hour

// Sweep deletes the staged files that no job names, a day after they were
// staged. A file that a job is just being created for is left alone. It is for
// Sluice itself, and checks no permission.
func Sweep(ctx context.Context, db *postgres.DB) error {
	for after := int64(0); ; {
		next, err := sweepNext(ctx, db, after)
		if err != nil {
			return fmt.Errorf("deleting staged files: %w", err)
		}
		if next == 0 {
			return nil
		}
		after = next
	}
}

// unnamed are the staged files f that no job names.
const unnamed = "NOT EXISTS (SELECT FROM job WHERE source = 'lines:' || f.id)"

// sweepNext looks at the next file behind one, and returns which it was; 0: there
// is none.
func sweepNext(ctx context.Context, db *postgres.DB, after int64) (id int64, err error) {
	err = postgres.InTx(ctx, db, nil, func(ctx context.Context, tx postgres.Tx) error {
		return tx.Pgx(func(conn *pgx.Conn) error {
			err := conn.QueryRow(ctx, `
				SELECT coalesce(max(id), 0) FROM (
					SELECT id FROM sales_file AS f
					WHERE id > $1 AND created_at < now() - $2::interval AND `+unnamed+`
					ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) AS locked`, after, grace).Scan(&id)
			if err != nil || id == 0 {
				return err
			}
			// Another statement, which sees the job that was created before the lock.
			_, err = conn.Exec(ctx, "DELETE FROM sales_file AS f WHERE id = $1 AND "+unnamed, id)
			return err
		})
	})
	return id, err
}
