package job

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/postgres"
)

// exec runs a statement with $1 parameters in tx.
func exec(ctx context.Context, tx postgres.Tx, statement string, args ...any) (rows int64, err error) {
	err = tx.Pgx(func(conn *pgx.Conn) error {
		tag, err := conn.Exec(ctx, statement, args...)
		rows = tag.RowsAffected()
		return err
	})
	return rows, err
}

// queryRow runs a query with $1 parameters in tx and scans its only row.
func queryRow(ctx context.Context, tx postgres.Tx, query string, args, into []any) error {
	return tx.Pgx(func(conn *pgx.Conn) error {
		return conn.QueryRow(ctx, query, args...).Scan(into...)
	})
}

// send sends statements with $1 parameters together, in one round trip.
func send(ctx context.Context, tx postgres.Tx, batch *pgx.Batch) error {
	return tx.Pgx(func(conn *pgx.Conn) error { return conn.SendBatch(ctx, batch).Close() })
}

// isNoRows reports whether err means that a query found nothing.
func isNoRows(err error) bool {
	return errors.Is(err, pgx.ErrNoRows) || errors.Is(err, sql.ErrNoRows)
}
