package job_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestLongJobsLetOthersHaveTheirTurn(t *testing.T) {
	t.Parallel()
	for name, outcome := range map[string]error{"working": nil, "failing": errHook} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := pgtest.New(t)
			app := newLedgerApp(t, db, 1000)
			short := &ledgerApp{name: "test.short"}
			app.onChunk = func(ctx context.Context, tx postgres.Tx, c *model.Chunk) error {
				if err := pause(ctx, tx, c); err != nil {
					return err
				}
				return outcome
			}
			e := startEngine(t, db, job.Options{Slots: 1, MaxAttempts: 1000}, app, short)
			long := create(t, e, db, job.Spec{Partitioning: "size_1", Parallelism: 4}).ID
			second := create(t, e, db, job.Spec{Application: short.name, Partitioning: "size_500"}).ID
			if j := waitEnded(t, db, second); j.State != model.JobFinished {
				t.Errorf("the short job %s", j.State)
			}
			if !running(t, e, long) {
				t.Error("the long job came first")
			}
			if _, err := e.CancelJob(asAdmin(t), long); err != nil {
				t.Fatal(err)
			}
			waitEnded(t, db, long)
		})
	}
}

// TestLostConnections ends all sessions of the database again and again.
func TestLostConnections(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 1000)
	app.onChunk = pause
	e := startEngine(t, db, job.Options{Slots: 2, MaxAttempts: 100}, app)
	id := create(t, e, db, job.Spec{Partitioning: "size_10", Parallelism: 2}).ID
	killer, err := pgx.ConnectConfig(t.Context(), db.Pool.Config().ConnConfig)
	if err != nil {
		t.Fatal(err)
	}
	defer killer.Close(context.Background())
	tick := time.NewTicker(150 * time.Millisecond)
	defer tick.Stop()
	for range 10 {
		<-tick.C
		_, err := killer.Exec(t.Context(), `
			SELECT pg_terminate_backend(pid) FROM pg_stat_activity
			WHERE datname = current_database() AND pid <> pg_backend_pid()`)
		if err != nil {
			t.Fatal(err)
		}
	}
	db.Pool.Reset()
	if j := waitEnded(t, db, id); j.State != model.JobFinished {
		t.Errorf("the job %s: %v", j.State, j.Error)
	}
	app.checkLedger(t, db)
	checkAtRest(t, db, id)
}

// announcingApp has its jobs concern a batch, too.
type announcingApp struct{ *ledgerApp }

func (announcingApp) Topics(j *model.Job) []string { return []string{event.Batch(j.ID)} }

func TestCommitsAreAnnounced(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	hub := event.NewHub(db.Pool, slog.New(slog.DiscardHandler))
	if err := hub.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer hub.Stop()
	app := announcingApp{newLedgerApp(t, db, 100)}
	e := startEngine(t, db, job.Options{Slots: 2}, app)
	id := create(t, e, db, job.Spec{}).ID
	for _, topic := range []string{event.Job(id), event.Batch(id), event.Jobs} {
		signal, cancel := hub.Subscribe(topic)
		defer cancel()
		defer func() {
			select {
			case <-signal:
			default:
				t.Errorf("%s was not announced", topic)
			}
		}()
	}
	waitEnded(t, db, id)
	done, cancel := hub.Subscribe("done")
	defer cancel()
	e.Notify("done") // comes after what was sent before
	<-done
}
