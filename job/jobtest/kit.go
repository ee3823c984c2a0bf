// Package jobtest helps to test job applications: a database of its own, and an
// engine that works.
package jobtest

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// patience is how long a job may take that should take much less.
const patience = 5 * time.Minute

// Kit is what a test of applications needs.
type Kit struct {
	DB        *postgres.DB
	Jobs      *job.Engine
	Hub       *event.Hub
	Publisher *event.Publisher
	Viewer    *auth.Viewer // may do everything; a real user, as history wants one
	Ctx       context.Context
}

// New returns a Kit with an empty database and an engine that carries two lanes
// at once. It ends with the test.
func New(t testing.TB, apps ...job.Application) *Kit {
	t.Helper()
	return On(t, pgtest.New(t), 2, apps...)
}

// On returns a Kit over a database, whose engine carries so many lanes at once.
// With 0 no job is worked on, so that a test sees what is there before. Several
// can be over one database, like several processes.
func On(t testing.TB, db *postgres.DB, slots int, apps ...job.Application) *Kit {
	t.Helper()
	logger := slog.New(slog.DiscardHandler)
	publisher, hub := event.NewPublisher(db.Pool, logger), event.NewHub(db.Pool, logger)
	publisher.Start()
	if err := hub.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	engine, err := job.New(db, job.Options{
		Slots: slots, Publisher: publisher, Hub: hub, Logger: logger,
		Backoff: func(int) time.Duration { return 10 * time.Millisecond },
	}, apps...)
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
	return &Kit{DB: db, Jobs: engine, Hub: hub, Publisher: publisher, Viewer: viewer, Ctx: auth.WithViewer(t.Context(), viewer)}
}

// Create makes a job and waits until its source has been cut. Its name is a
// default.
func (k *Kit) Create(t testing.TB, spec job.Spec) *model.Job {
	t.Helper()
	if spec.Name == "" {
		spec.Name = t.Name()
	}
	j, err := k.Jobs.CreateJob(k.Ctx, spec)
	if err != nil {
		t.Fatal(err)
	}
	k.Until(t, j.ID, func(p *model.JobProgress) bool { return p.TotalChunks != nil })
	return k.Get(t, j.ID)
}

// Run creates a job, starts it and waits until it has ended.
func (k *Kit) Run(t testing.TB, spec job.Spec) (*model.Job, *model.JobProgress) {
	t.Helper()
	j := k.Create(t, spec)
	if _, err := k.Jobs.StartJob(k.Ctx, j.ID); err != nil {
		t.Fatal(err)
	}
	end := k.Wait(t, j.ID)
	return k.Get(t, j.ID), end
}

// Get reads a job.
func (k *Kit) Get(t testing.TB, id int64) *model.Job {
	t.Helper()
	j, err := k.Jobs.Get(k.Ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// Wait waits until a job has ended and returns how.
func (k *Kit) Wait(t testing.TB, id int64) *model.JobProgress {
	t.Helper()
	return k.Until(t, id, func(p *model.JobProgress) bool { return p.State.Ended() })
}

// Until waits until a job's progress fulfills a condition.
func (k *Kit) Until(t testing.TB, id int64, fulfilled func(*model.JobProgress) bool) *model.JobProgress {
	t.Helper()
	ctx, cancel := context.WithTimeout(k.Ctx, patience)
	defer cancel()
	changes, err := k.Jobs.Watch(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	var last *model.JobProgress
	for last = range changes {
		if fulfilled(last) || last.State.Ended() {
			return last
		}
	}
	t.Fatalf("waited %s in vain; job %d is at %+v", patience, id, last)
	return nil
}
