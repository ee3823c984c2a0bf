package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/uptrace/bun"
)

// Conn calls fn with a pgx connection: the transaction's own if db is a Tx, one
// from the pool if it is a *DB. fn must close the rows it opens. A plain bun.Tx
// does not know its connection and is an error: begin with InTx, and nest with
// Tx.Savepoint instead of RunInTx.
func Conn(ctx context.Context, db bun.IDB, fn func(*pgx.Conn) error) error {
	switch db := db.(type) {
	case Tx:
		return db.Pgx(fn)
	case *DB:
		return db.Pool.AcquireFunc(ctx, func(c *pgxpool.Conn) error { return fn(c.Conn()) })
	default:
		return fmt.Errorf("postgres.Conn needs a postgres.Tx or a *postgres.DB, not %T", db)
	}
}
