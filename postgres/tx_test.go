package postgres_test

import (
	"context"
	"database/sql"
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// marks returns a database with an empty table mark(n), and a count of it.
func marks(t *testing.T) (db *postgres.DB, count func() int) {
	t.Helper()
	db = pgtest.New(t)
	if _, err := db.Exec("CREATE TABLE mark (n bigint PRIMARY KEY)"); err != nil {
		t.Fatal(err)
	}
	return db, func() int {
		t.Helper()
		var n int
		if err := db.QueryRow("SELECT count(*) FROM mark").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
}

// markTwice writes 1 with bun and 2 with pgx.
func markTwice(ctx context.Context, tx postgres.Tx) error {
	if _, err := tx.NewRaw("INSERT INTO mark VALUES (?)", 1).Exec(ctx); err != nil {
		return err
	}
	return tx.Pgx(func(conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, "INSERT INTO mark VALUES ($1)", 2)
		return err
	})
}

func wantIdle(t *testing.T, db *postgres.DB) {
	t.Helper()
	// The pool destroys broken connections in the background.
	for limit := time.After(5 * time.Second); db.Pool.Stat().AcquiredConns() > 0; {
		select {
		case <-limit:
			t.Fatalf("%d connections were not returned", db.Pool.Stat().AcquiredConns())
		case <-time.After(time.Millisecond):
		}
	}
	var open int
	err := db.QueryRow(`SELECT count(*) FROM pg_stat_activity
		WHERE datname = current_database() AND state LIKE 'idle in transaction%'`).Scan(&open)
	if err != nil {
		t.Fatal(err)
	}
	if open != 0 {
		t.Errorf("%d sessions are still in a transaction", open)
	}
}

func TestInTxCommits(t *testing.T) {
	t.Parallel()
	db, count := marks(t)
	if err := postgres.InTx(t.Context(), db, nil, markTwice); err != nil {
		t.Fatal(err)
	}
	if n := count(); n != 2 {
		t.Errorf("%d rows, want 2", n)
	}
	wantIdle(t, db)
}

func TestInTxRollsBackOnError(t *testing.T) {
	t.Parallel()
	db, count := marks(t)
	broken := errors.New("broken")
	err := postgres.InTx(t.Context(), db, nil, func(ctx context.Context, tx postgres.Tx) error {
		return errors.Join(markTwice(ctx, tx), broken)
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v, want the function's error", err)
	}
	if n := count(); n != 0 {
		t.Errorf("%d rows, want none", n)
	}
	wantIdle(t, db)
}

func TestInTxRollsBackOnPanic(t *testing.T) {
	t.Parallel()
	db, count := marks(t)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = postgres.InTx(t.Context(), db, nil, func(ctx context.Context, tx postgres.Tx) error {
			if err := markTwice(ctx, tx); err != nil {
				return err
			}
			panic("bug")
		})
	}()
	if n := count(); n != 0 {
		t.Errorf("%d rows, want none", n)
	}
	wantIdle(t, db)
}

func TestInTxRollsBackWhenCanceled(t *testing.T) {
	t.Parallel()
	for name, work := range map[string]func(ctx context.Context, cancel func(), tx postgres.Tx) error{
		"between statements": func(_ context.Context, cancel func(), _ postgres.Tx) error {
			cancel()
			return nil
		},
		"before a statement of bun": func(ctx context.Context, cancel func(), tx postgres.Tx) error {
			cancel()
			_, err := tx.NewRaw("INSERT INTO mark VALUES (3)").Exec(ctx)
			return err
		},
		"during a statement of pgx": func(ctx context.Context, cancel func(), tx postgres.Tx) error {
			return tx.Pgx(func(conn *pgx.Conn) error {
				go cancel()
				_, err := conn.Exec(ctx, "SELECT pg_sleep(60)")
				return err
			})
		},
		"and somebody writes on regardless": func(ctx context.Context, cancel func(), tx postgres.Tx) error {
			cancel()
			return tx.Pgx(func(conn *pgx.Conn) error {
				_, err := conn.Exec(context.WithoutCancel(ctx), "INSERT INTO mark VALUES (4)")
				return err
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db, count := marks(t)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			err := postgres.InTx(ctx, db, nil, func(ctx context.Context, tx postgres.Tx) error {
				if err := markTwice(ctx, tx); err != nil {
					return err
				}
				return work(ctx, cancel, tx)
			})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("got %v, want the cancellation", err)
			}
			if n := count(); n != 0 {
				t.Errorf("%d rows, want none", n)
			}
			wantIdle(t, db)
		})
	}
}

func TestInTxCanceledBeforeItBegins(t *testing.T) {
	t.Parallel()
	db, _ := marks(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := postgres.InTx(ctx, db, nil, func(context.Context, postgres.Tx) error {
		t.Error("the function ran")
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the cancellation", err)
	}
}

func TestInTxSurvivesALostConnection(t *testing.T) {
	t.Parallel()
	db, count := marks(t)
	err := postgres.InTx(t.Context(), db, nil, func(ctx context.Context, tx postgres.Tx) error {
		if err := markTwice(ctx, tx); err != nil {
			return err
		}
		_, err := tx.NewRaw("SELECT pg_terminate_backend(pg_backend_pid())").Exec(ctx)
		return err
	})
	if !postgres.IsConnection(err) {
		t.Errorf("got %v, want a connection error", err)
	}
	if n := count(); n != 0 {
		t.Errorf("%d rows, want none", n)
	}
	wantIdle(t, db)
}

func TestInTxOptions(t *testing.T) {
	t.Parallel()
	db, _ := marks(t)
	opts := &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	err := postgres.InTx(t.Context(), db, opts, func(ctx context.Context, tx postgres.Tx) error {
		var level string
		if err := tx.NewRaw("SHOW transaction_isolation").Scan(ctx, &level); err != nil {
			return err
		}
		if level != "repeatable read" {
			t.Errorf("isolation is %q", level)
		}
		_, err := tx.NewRaw("INSERT INTO mark VALUES (1)").Exec(ctx)
		return err
	})
	if err == nil {
		t.Error("a read-only transaction wrote")
	}
}

func TestTxIsEndedByInTxAlone(t *testing.T) {
	t.Parallel()
	db, count := marks(t)
	err := postgres.InTx(t.Context(), db, nil, func(ctx context.Context, tx postgres.Tx) error {
		for name, end := range map[string]func() error{
			"Commit":         tx.Commit,
			"Rollback":       tx.Rollback,
			"River.Commit":   func() error { return tx.River().Commit(ctx) },
			"River.Rollback": func() error { return tx.River().Rollback(ctx) },
		} {
			if end() == nil {
				t.Errorf("%s did not refuse", name)
			}
		}
		return markTwice(ctx, tx)
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := count(); n != 2 {
		t.Errorf("%d rows, want 2", n)
	}
}

func TestTxIsOfNoUseAfterwards(t *testing.T) {
	t.Parallel()
	db, count := marks(t)
	var kept postgres.Tx
	err := postgres.InTx(t.Context(), db, nil, func(_ context.Context, tx postgres.Tx) error {
		kept = tx
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := kept.River().Exec(t.Context(), "INSERT INTO mark VALUES (1)"); !errors.Is(err, pgx.ErrTxClosed) {
		t.Errorf("got %v, want that the transaction is closed", err)
	}
	if _, err := kept.NewRaw("INSERT INTO mark VALUES (1)").Exec(t.Context()); !errors.Is(err, sql.ErrTxDone) {
		t.Errorf("got %v, want that the transaction is done", err)
	}
	if n := count(); n != 0 {
		t.Errorf("%d rows, want none", n)
	}
}

func TestSavepoint(t *testing.T) {
	t.Parallel()
	db, count := marks(t)
	err := postgres.InTx(t.Context(), db, nil, func(ctx context.Context, tx postgres.Tx) error {
		if err := tx.Savepoint(ctx, markTwice); err != nil {
			return err
		}
		err := tx.Savepoint(ctx, func(ctx context.Context, tx postgres.Tx) error {
			if _, err := tx.NewRaw("INSERT INTO mark VALUES (3)").Exec(ctx); err != nil {
				return err
			}
			return tx.Savepoint(ctx, markTwice) // again: violates the key
		})
		if !postgres.IsUniqueViolation(err, "mark_pkey") {
			t.Errorf("got %v, want the unique violation", err)
		}
		_, err = tx.NewRaw("INSERT INTO mark VALUES (5)").Exec(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := count(); n != 3 {
		t.Errorf("%d rows, want 3", n)
	}
}

// TestRiverJoinsTheTransaction does what River does inside InsertTx and
// JobCompleteTx.
func TestRiverJoinsTheTransaction(t *testing.T) {
	t.Parallel()
	db, count := marks(t)
	driver := riverpgxv5.New(db.Pool)
	insert := func(end error) error {
		return postgres.InTx(t.Context(), db, nil, func(ctx context.Context, tx postgres.Tx) error {
			if err := markTwice(ctx, tx); err != nil {
				return err
			}
			inner, err := driver.UnwrapExecutor(tx.River()).Begin(ctx)
			if err != nil {
				return err
			}
			return errors.Join(inner.Exec(ctx, "INSERT INTO mark VALUES ($1)", 3), inner.Commit(ctx), end)
		})
	}
	broken := errors.New("broken")
	if err := insert(broken); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	if n := count(); n != 0 {
		t.Errorf("after the rollback: %d rows, want none", n)
	}
	if err := insert(nil); err != nil {
		t.Fatal(err)
	}
	if n := count(); n != 3 {
		t.Errorf("after the commit: %d rows, want 3", n)
	}
}
