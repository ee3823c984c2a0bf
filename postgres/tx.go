package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/uptrace/bun"
)

// errInTxEnds is what code inside InTx or Savepoint gets for ending the
// transaction by itself.
var errInTxEnds = errors.New("postgres.InTx commits and rolls back; return nil or an error instead")

// Tx is a transaction that bun, pgx and River share. It is a bun.IDB. It
// belongs to one goroutine and is of no use after the function that got it has
// returned.
type Tx struct {
	bun.Tx
	pgx pgx.Tx
}

// Pgx calls fn with the transaction's connection, for COPY, batches and
// statements with $1 parameters, which are prepared once. fn must close the
// rows it opens and must not end the transaction.
func (tx Tx) Pgx(fn func(*pgx.Conn) error) error {
	return fn(tx.pgx.Conn())
}

// River returns the transaction as River's InsertTx, JobCompleteTx and friends
// want it. Its Commit and Rollback refuse; its Begin sets a savepoint.
func (tx Tx) River() pgx.Tx { return sharedTx{tx.pgx} }

// Commit refuses: InTx commits.
func (Tx) Commit() error { return errInTxEnds }

// Rollback refuses: InTx rolls back when its function returns an error.
func (Tx) Rollback() error { return errInTxEnds }

// sharedTx is a transaction that somebody else ends.
type sharedTx struct{ pgx.Tx }

func (sharedTx) Commit(context.Context) error   { return errInTxEnds }
func (sharedTx) Rollback(context.Context) error { return errInTxEnds }

// InTx runs fn in a transaction (opts may be nil) and commits if fn returns
// nil. It rolls back, and returns fn's error, if fn returns one; it also rolls
// back if fn panics or ctx is canceled before the commit. No connection is left
// in a transaction in any case. Errors come as the server sent them; pass them
// through Error at the edge of the domain.
func InTx(ctx context.Context, db *DB, opts *sql.TxOptions, fn func(ctx context.Context, tx Tx) error) (err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("getting a connection: %w", err)
	}
	defer func() {
		if closeErr := conn.Close(); err == nil && closeErr != nil {
			err = fmt.Errorf("returning the connection: %w", closeErr)
		}
	}()
	return InTxOn(ctx, conn, opts, fn)
}

// InTxOn is InTx on a connection of the caller's, for several transactions that
// share what belongs to a session, such as temporary tables.
func InTxOn(ctx context.Context, conn bun.Conn, opts *sql.TxOptions, fn func(ctx context.Context, tx Tx) error) error {
	// database/sql would roll back behind fn's back when its context ends,
	// and what fn sends through pgx next would then run outside of any
	// transaction. So the transaction's context doesn't end; fn's does.
	bunTx, err := conn.BeginTx(context.WithoutCancel(ctx), opts)
	if err != nil {
		return fmt.Errorf("beginning the transaction: %w", err)
	}
	committed := false
	defer func() {
		if !committed {
			// A failing rollback closes the connection, and so rolls back.
			_ = bunTx.Rollback()
		}
	}()

	shared, err := pgxTx(conn)
	if err != nil {
		return err
	}
	if err := fn(ctx, Tx{Tx: bunTx, pgx: shared}); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return fmt.Errorf("committing: %w", context.Cause(ctx))
	}
	committed = true
	if err := bunTx.Commit(); err != nil {
		return fmt.Errorf("committing: %w", err)
	}
	return nil
}

// pgxTx finds the pgx transaction that is open on conn.
func pgxTx(conn bun.Conn) (tx pgx.Tx, err error) {
	err = conn.Raw(func(c any) error {
		own, ok := c.(*driverConn)
		if !ok {
			return fmt.Errorf("unexpected driver connection %T", c)
		}
		tx = own.tx
		return nil
	})
	return tx, err
}
