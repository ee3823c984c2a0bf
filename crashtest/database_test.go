//go:build unix

package crashtest

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/model"
)

// connect opens a connection that is closed when the test ends.
func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	db, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatalf("connecting to the database: %v", err)
	}
	t.Cleanup(func() { _ = db.Close(context.Background()) }) // it may be broken already
	return db
}

func run(t *testing.T, db *pgx.Conn, statement string, args ...any) {
	t.Helper()
	if _, err := db.Exec(t.Context(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

// key returns the database's own key of an object.
func key(t *testing.T, kind, id string) int64 {
	t.Helper()
	global, err := model.ParseID(id)
	if err != nil {
		t.Fatal(err)
	}
	n, err := global.Int(kind)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// jobs returns the keys of the jobs that populate and execute a batch; 0 if
// there is none.
func jobs(t *testing.T, db *pgx.Conn, batchID int64) (population, execution int64) {
	t.Helper()
	err := db.QueryRow(t.Context(), `
		SELECT coalesce(population_job_id, 0), coalesce(execution_job_id, 0) FROM batch WHERE id = $1`,
		batchID).Scan(&population, &execution)
	if err != nil {
		t.Fatal(err)
	}
	return population, execution
}
