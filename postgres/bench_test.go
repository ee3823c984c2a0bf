package postgres_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// BenchmarkTx compares the overhead of InTx with pgx alone.
func BenchmarkTx(b *testing.B) {
	db := pgtest.New(b)
	ctx := b.Context()
	one := func(conn *pgx.Conn) error {
		var n int
		return conn.QueryRow(ctx, "SELECT $1::int", 1).Scan(&n)
	}
	b.Run("pgx", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			err := pgx.BeginFunc(ctx, db.Pool, func(tx pgx.Tx) error { return one(tx.Conn()) })
			if err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("InTx", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			err := postgres.InTx(ctx, db, nil, func(_ context.Context, tx postgres.Tx) error { return tx.Pgx(one) })
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}
