// Package batchtest helps to test batch types: a database of its own, a job
// engine that works, and a service for the handlers under test.
package batchtest

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// patience is how long a job may take that should take much less.
const patience = time.Minute

// Kit is what a test of batch types needs.
type Kit struct {
	DB        *postgres.DB
	Jobs      *job.Engine
	Batches   *batch.Service
	Hub       *event.Hub
	Publisher *event.Publisher
	Viewer    *auth.Viewer // may do everything; a real user, as history wants one
	Ctx       context.Context
}

// New returns a Kit for the handlers, which ends with the test. Chunks are
// small, so that a few rows make several.
func New(t testing.TB, handlers ...batch.Handler) *Kit {
	t.Helper()
	return NewWith(t, Options{Slots: 2}, handlers...)
}

// Options say what a Kit has besides handlers.
type Options struct {
	// Slots is how many lanes are carried at once. With 0 no job is worked on, so
	// that a test sees what is there before.
	Slots int
	// Applications are what the engine knows besides populating and executing.
	Applications []job.Application
}

// NewWith is New with options.
func NewWith(t testing.TB, opts Options, handlers ...batch.Handler) *Kit {
	t.Helper()
	db := pgtest.New(t)
	registry, err := batch.NewRegistry(handlers...)
	if err != nil {
		t.Fatal(err)
	}
	logger := slog.New(slog.DiscardHandler)
	publisher, hub := event.NewPublisher(db.Pool, logger), event.NewHub(db.Pool, logger)
	publisher.Start()
	if err := hub.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	engine, err := job.New(db, job.Options{
		Slots: opts.Slots, Publisher: publisher, Hub: hub, Logger: logger,
		Backoff: func(int) time.Duration { return 10 * time.Millisecond },
	}, append(batch.Applications(registry), opts.Applications...)...)
	if err != nil {
		t.Fatal(err)
	}
	if err := engine.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := engine.Stop(ctx); err != nil {
			t.Errorf("stopping the engine: %v", err)
		}
		if err := publisher.Stop(ctx); err != nil {
			t.Error(err)
		}
		hub.Stop()
	})
	user := pgtest.User(t, db)
	viewer := auth.NewViewer(user.ID, user.Login, user.Name, auth.Admin)
	return &Kit{
		DB: db, Jobs: engine, Hub: hub, Publisher: publisher, Viewer: viewer,
		Batches: batch.NewService(db, engine, registry, batch.Options{ChunkSize: 3}),
		Ctx:     auth.WithViewer(t.Context(), viewer),
	}
}

// Create makes a batch of the products that match and waits until it is open.
func (k *Kit) Create(t testing.TB, typeKey string, where *catalog.Filter, params map[string]any) *model.Batch {
	t.Helper()
	b, err := k.Batches.CreateFromQuery(k.Ctx, batch.FromQuery{Type: typeKey, Where: where, Parameters: params})
	if err != nil {
		t.Fatal(err)
	}
	if end := k.Wait(t, *b.PopulationJobID); end.State != model.JobFinished {
		t.Fatalf("population ended %s", end.State)
	}
	return k.Get(t, b.ID)
}

// Execute marks a batch complete, executes it and waits until that has ended.
func (k *Kit) Execute(t testing.TB, b *model.Batch) *model.Batch {
	t.Helper()
	if _, err := k.Batches.MarkComplete(k.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	b, err := k.Batches.Execute(k.Ctx, b.ID)
	if err != nil {
		t.Fatal(err)
	}
	k.Wait(t, *b.ExecutionJobID)
	return k.Get(t, b.ID)
}

// Get reads a batch.
func (k *Kit) Get(t testing.TB, id int64) *model.Batch {
	t.Helper()
	b, err := k.Batches.Get(k.Ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Rows returns the first rows of a batch, at most batch.MaxRowPage.
func (k *Kit) Rows(t testing.TB, b *model.Batch) []*batch.Row {
	t.Helper()
	page, err := k.Batches.Rows(k.Ctx, b, batch.RowQuery{First: batch.MaxRowPage})
	if err != nil {
		t.Fatal(err)
	}
	return page.Nodes()
}

// Wait waits until a job has ended and returns how.
func (k *Kit) Wait(t testing.TB, jobID int64) *model.JobProgress {
	t.Helper()
	ctx, cancel := context.WithTimeout(k.Ctx, patience)
	defer cancel()
	changes, err := k.Jobs.Watch(ctx, jobID)
	if err != nil {
		t.Fatal(err)
	}
	for progress := range changes {
		if progress.State.Ended() {
			return progress
		}
	}
	t.Fatalf("job %d did not end within %s", jobID, patience)
	return nil
}
