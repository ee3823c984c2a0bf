package pgtest

import (
	"context"
	"testing"
	"time"

	"github.com/sluicehq/sluice/postgres"
)

// closeLimit is how long a test's connections may take to come back.
const closeLimit = 15 * time.Second

// New returns a database with the core schema and nothing in it, which is
// dropped when the test ends.
func New(t testing.TB) *postgres.DB {
	t.Helper()
	db, err := postgres.Open(t.Context(), URL(t), postgres.Options{ApplicationName: "test", MaxConns: 16})
	if err != nil {
		t.Fatalf("opening the test database: %v", err)
	}
	t.Cleanup(func() { closeDB(t, db) })
	return db
}

// URL is New for tests that start the real program: it returns the address of
// the database.
func URL(t testing.TB) string {
	t.Helper()
	server, err := sharedServer()
	if err != nil {
		t.Fatalf("starting the PostgreSQL server of the tests: %v", err)
	}
	url, drop, err := server.clone(t.Context())
	if err != nil {
		t.Fatalf("making the test database: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), closeLimit)
		defer cancel()
		if err := drop(ctx); err != nil {
			t.Errorf("dropping the test database: %v", err)
		}
	})
	return url
}

// Empty returns a database without any tables, for tests of migrations.
func Empty(t testing.TB) *postgres.DB {
	t.Helper()
	db := New(t)
	migrator, err := postgres.CoreMigrator(db)
	if err != nil {
		t.Fatalf("emptying the test database: %v", err)
	}
	if _, err := migrator.Down(t.Context(), 1<<20); err != nil {
		t.Fatalf("emptying the test database: %v", err)
	}
	return db
}

func closeDB(t testing.TB, db *postgres.DB) {
	t.Helper()
	closed := make(chan error, 1)
	go func() { closed <- db.Close() }()
	select {
	case err := <-closed:
		if err != nil {
			t.Errorf("closing the test database: %v", err)
		}
	case <-time.After(closeLimit):
		t.Errorf("the test ended with %d connections still in use", db.Pool.Stat().AcquiredConns())
	}
}
