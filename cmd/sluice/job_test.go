package main

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
	"github.com/sluicehq/sluice/server"
)

func TestJobsByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	s.want(0, "catalog", "", "seed", "--products", "300")
	s.want(0, "labels: open", "", "batch", "create", "--type", "labels", "--wait")
	// Without --wait the work is left to others.
	s.want(0, "labels: created", "", "batch", "create", "--type", "labels")

	var jobs []jobView
	s.decode(&jobs, "job", "list", "--json")
	if len(jobs) != 2 || jobs[0].State != model.JobRunning || jobs[1].State != model.JobFinished || jobs[1].ItemsDone != 300 {
		t.Fatalf("jobs = %+v", jobs)
	}
	s.want(0, "Populate batch #00000001", "", "job", "list", "--first", "5")
	s.decode(&jobs, "job", "list", "--state", "finished", "--state", "failed", "--json")
	if len(jobs) != 1 || jobs[0].ID != 1 {
		t.Errorf("finished jobs = %+v", jobs)
	}
	s.want(1, "--state must be", "", "job", "list", "--state", "done")
	s.want(0, "300 of 300 items dealt with", "", "job", "show", "1")
	s.want(1, "no such job", "", "job", "show", "9")
	s.want(1, "it has finished; there is nothing to cancel", "", "job", "cancel", "1")
	var canceled jobView
	s.decode(&canceled, "job", "cancel", "2", "--json")
	if canceled.State != model.JobCanceling {
		t.Errorf("canceled = %+v", canceled)
	}
}

// TestWaitInterrupted waits where nobody works, until it is interrupted.
func TestWaitInterrupted(t *testing.T) {
	t.Parallel()
	url := pgtest.URL(t)
	sh := shell{t, url}
	sh.want(0, "1 created", "code\na\n", "import", "products", "-", "--map", "key=code")
	sh.want(0, "labels: created", "", "batch", "create", "--type", "labels")
	withApp(t, url, func(app *server.App) {
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		var errs strings.Builder
		s := &session{streams: streams{err: &errs}, ctx: ctx}
		job := int64(1)
		if err := (waiting{Wait: true}).finish(ctx, s, app, &job); !errors.Is(err, statusInterrupted) {
			t.Errorf("error = %v, want %v", err, statusInterrupted)
		}
		if !strings.Contains(errs.String(), "Job 1 is not done") {
			t.Errorf("it said %q", errs.String())
		}
	})
}

// withApp calls fn with the domain over the test's database.
func withApp(t *testing.T, url string, fn func(*server.App)) {
	t.Helper()
	open(t, url, server.AppOptions{}, fn)
}

// withWorker is withApp with an app that works on jobs.
func withWorker(t *testing.T, url string, fn func(*server.App)) {
	t.Helper()
	open(t, url, server.AppOptions{Work: true}, fn)
}

func open(t *testing.T, url string, opts server.AppOptions, fn func(*server.App)) {
	t.Helper()
	opts.DatabaseOptions = server.DatabaseOptions{DatabaseURL: url, Migrate: true}
	opts.Logger = slog.New(slog.DiscardHandler)
	app, err := server.Open(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := app.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Errorf("closing: %v", err)
		}
	}()
	fn(app)
}
