package job_test

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// log keeps what is written to it.
type log struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *log) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(line)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func TestLostConnectionIsNoFaultOfTheApplication(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 1)
	app.onChunk = func(ctx context.Context, tx postgres.Tx, _ *model.Chunk) error {
		_, err := tx.ExecContext(ctx, "SELECT pg_terminate_backend(pg_backend_pid())")
		return err
	}
	said := new(log)
	e := startEngine(t, db, job.Options{Slots: 1, MaxAttempts: 1, Logger: slog.New(slog.NewTextHandler(said, nil))}, app)
	j := waitEnded(t, db, create(t, e, db, job.Spec{Partitioning: "size_1"}).ID)
	if j.State != model.JobFailed || !strings.Contains(*j.Error, "The connection to the database was lost (see the log, reference") {
		t.Errorf("the job %s: %v", j.State, *j.Error)
	}
	if got := said.String(); !strings.Contains(got, "the connection to the database was lost") || strings.Contains(got, "application failed") {
		t.Errorf("the log: %s", got)
	}
}
