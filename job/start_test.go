package job_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// patience is how long tests wait for what should take much less.
const patience = time.Minute

// quick makes the engine's pauses short.
func quick(opts job.Options) job.Options {
	if opts.SweepInterval == 0 {
		opts.SweepInterval = 100 * time.Millisecond
	}
	if opts.OrphanAge == 0 {
		opts.OrphanAge = 300 * time.Millisecond
	}
	if opts.Backoff == nil {
		opts.Backoff = func(int) time.Duration { return 20 * time.Millisecond }
	}
	if opts.Slice == 0 {
		opts.Slice = 50 * time.Millisecond
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	return opts
}

// startEngine starts an engine and its publisher, and stops them with the test.
func startEngine(t testing.TB, db *postgres.DB, opts job.Options, apps ...job.Application) *job.Engine {
	t.Helper()
	opts = quick(opts)
	opts.Publisher = event.NewPublisher(db.Pool, opts.Logger)
	opts.Publisher.Start()
	e, err := job.New(db, opts, apps...)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := e.Stop(ctx); err != nil {
			t.Errorf("stopping the engine: %v", err)
		}
		if err := opts.Publisher.Stop(ctx); err != nil {
			t.Error(err)
		}
	})
	return e
}

// startWatching starts an engine that works on nothing but can be watched.
func startWatching(t testing.TB, db *postgres.DB, apps ...job.Application) *job.Engine {
	t.Helper()
	hub := event.NewHub(db.Pool, slog.New(slog.DiscardHandler))
	if err := hub.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(hub.Stop)
	return startEngine(t, db, job.Options{Hub: hub}, apps...)
}

// create makes a job of the ledger application, with defaults.
func create(t testing.TB, e *job.Engine, db *postgres.DB, spec job.Spec) *model.Job {
	t.Helper()
	if spec.Application == "" {
		spec.Application = "test.ledger"
	}
	if spec.Name == "" {
		spec.Name = "Test"
	}
	if spec.Partitioning == "" {
		spec.Partitioning = "size_10"
	}
	var j *model.Job
	err := postgres.InTx(t.Context(), db, nil, func(ctx context.Context, tx postgres.Tx) (err error) {
		j, err = e.CreateTx(ctx, tx, spec)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// waitEnded waits until the job has ended, by its events.
func waitEnded(t testing.TB, db *postgres.DB, id int64) *model.Job {
	t.Helper()
	return waitFor(t, db, id, func(j *model.Job) bool { return j.State.Ended() })
}

// waitStopped waits until the job has ended or paused, by its events.
func waitStopped(t testing.TB, db *postgres.DB, id int64) *model.Job {
	t.Helper()
	return waitFor(t, db, id, func(j *model.Job) bool { return j.State.Ended() || j.State == model.JobPaused })
}

// waitPlanned waits until the job's source has been cut, by its events.
func waitPlanned(t testing.TB, db *postgres.DB, id int64) *model.Job {
	t.Helper()
	return waitFor(t, db, id, func(j *model.Job) bool { return j.TotalChunks != nil })
}

func waitFor(t testing.TB, db *postgres.DB, id int64, until func(*model.Job) bool) *model.Job {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	hub := event.NewHub(db.Pool, slog.New(slog.DiscardHandler))
	if err := hub.Start(ctx); err != nil {
		t.Fatal(err)
	}
	defer hub.Stop()
	feed := event.NewFeed(hub, slog.Default(), event.Job, func(ctx context.Context, id int64) (*model.Job, error) {
		j := new(model.Job)
		return j, db.NewSelect().Model(j).Where("id = ?", id).Scan(ctx)
	})
	var last *model.Job
	for j := range feed.Subscribe(ctx, id) {
		if last = j; until(j) {
			return j
		}
	}
	t.Fatalf("waited in vain; the job is %+v", last)
	return nil
}
