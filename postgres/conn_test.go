package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestConn(t *testing.T) {
	t.Parallel()
	db, count := marks(t)
	ctx := t.Context()
	copyOne := func(db bun.IDB, n int64) error {
		return postgres.Conn(ctx, db, func(conn *pgx.Conn) error {
			_, err := conn.CopyFrom(ctx, pgx.Identifier{"mark"}, []string{"n"}, pgx.CopyFromRows([][]any{{n}}))
			return err
		})
	}
	if err := copyOne(db, 1); err != nil {
		t.Errorf("with the database: %v", err)
	}
	err := postgres.InTx(ctx, db, nil, func(_ context.Context, tx postgres.Tx) error { return copyOne(tx, 2) })
	if err != nil {
		t.Errorf("with a transaction: %v", err)
	}
	err = db.RunInTx(ctx, nil, func(_ context.Context, tx bun.Tx) error { return copyOne(tx, 3) })
	if err == nil {
		t.Error("a plain bun transaction gave a connection; which one?")
	}
	if n := count(); n != 2 {
		t.Errorf("%d rows, want 2", n)
	}
	wantIdle(t, db)
}

// TestBunReadsEveryType guards the way bun's statements are sent: unprepared,
// with results as text.
func TestBunReadsEveryType(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	type row struct {
		Flag   bool
		Small  int16
		Big    int64
		Real   float64
		Money  string
		Code   string
		Bytes  []byte
		Day    time.Time
		Moment time.Time
		List   []string          `bun:",array"`
		Values map[string]string `bun:"type:jsonb"`
		None   *string
	}
	var got row
	err := db.NewRaw(`SELECT true AS flag, 7::int2 AS small, 9007199254740993 AS big, 0.1::float8 AS real,
		12.30::numeric AS money, '007' AS code, '\x00ff'::bytea AS bytes, date '2024-02-29' AS day,
		timestamptz '2024-02-29 12:00:00.123456+02' AS moment, array['a','b c'] AS list,
		'{"k": "v"}'::jsonb AS values, NULL::text AS none`).Scan(t.Context(), &got)
	if err != nil {
		t.Fatal(err)
	}
	if !got.Flag || got.Small != 7 || got.Big != 9007199254740993 || got.Real != 0.1 || got.Money != "12.30" ||
		got.Code != "007" || string(got.Bytes) != "\x00\xff" || got.Day.Format(time.DateOnly) != "2024-02-29" ||
		!got.Moment.Equal(time.Date(2024, 2, 29, 10, 0, 0, 123456000, time.UTC)) ||
		len(got.List) != 2 || got.List[1] != "b c" || got.Values["k"] != "v" || got.None != nil {
		t.Errorf("got %+v", got)
	}
}

func TestBunStatementsAreNotPrepared(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	err := postgres.InTx(t.Context(), db, nil, func(ctx context.Context, tx postgres.Tx) error {
		var n int
		if err := tx.NewRaw("SELECT ?", 42).Scan(ctx, &n); err != nil {
			return err
		}
		if err := tx.River().QueryRow(ctx, "SELECT 42 + $1::int", 1).Scan(&n); err != nil {
			return err
		}
		var prepared []string
		err := tx.NewRaw("SELECT statement FROM pg_prepared_statements").Scan(ctx, &prepared)
		if len(prepared) != 1 || prepared[0] != "SELECT 42 + $1::int" {
			t.Errorf("prepared are %q, want only that of pgx", prepared)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
