//go:build unix

package crashtest

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/server"
)

// What makes this test binary a process that knows the sieve.
const (
	roleVariable     = "SLUICE_CRASHTEST_ROLE"
	revisionVariable = "SLUICE_CRASHTEST_REVISION" // of its build, and the version of its program
)

// roles are the processes that this test binary can be.
var roles = map[string]func(context.Context) error{
	"worker":   beWorker,
	"serve":    beServer,
	"operator": beOperator,
}

// slots is how many chunks a process works on at once.
const slots = 2

// pausesVariable makes workers wait as long as those that ship do. The tests
// take minutes then.
const pausesVariable = "SLUICE_CRASHTEST_SHIPPED_PAUSES"

// workerOptions make workers with little patience, for quick tests.
func workerOptions() job.Options {
	opts := job.Options{Slots: slots, Revision: os.Getenv(revisionVariable), MaxAttempts: 20}
	if os.Getenv(pausesVariable) == "" {
		opts.Backoff = func(int) time.Duration { return 20 * time.Millisecond }
		opts.Slice = 100 * time.Millisecond
		opts.SweepInterval = 200 * time.Millisecond
		opts.OrphanAge = 500 * time.Millisecond
		opts.HeartbeatInterval = 200 * time.Millisecond
		opts.SilentAfter = 2 * time.Second
	}
	return opts
}

// beWorker works on the sieve's jobs until it is killed, or the test ends.
func beWorker(ctx context.Context) error {
	db, err := postgres.Open(ctx, os.Getenv("DATABASE_URL"), postgres.Options{MaxConns: 10})
	if err != nil {
		return err
	}
	opts := workerOptions()
	opts.Logger = slog.New(slog.NewTextHandler(os.Stderr, nil))
	opts.Publisher = event.NewPublisher(db.Pool, opts.Logger)
	opts.Publisher.Start()
	engine, err := job.New(db, opts, job.Processing[grain](sieve{opts.Revision}))
	if err != nil {
		return err
	}
	if err := engine.Start(ctx); err != nil {
		return err
	}
	fmt.Println("Working on jobs")
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// beServer is a server as it ships, which knows the sieve besides.
func beServer(ctx context.Context) error {
	return server.Run(ctx, server.Options{
		DatabaseOptions: server.DatabaseOptions{DatabaseURL: os.Getenv("DATABASE_URL")},
		HTTPOptions:     server.HTTPOptions{Addr: "127.0.0.1:0"},
		WorkOptions:     server.WorkOptions{Workers: slots},
		Worker:          true,
		Extensions:      server.Extensions{Applications: []job.Application{job.Processing[grain](sieve{"1"})}},
	}, server.Console{Out: os.Stdout, Logger: slog.New(slog.NewTextHandler(os.Stderr, nil))})
}

// startSieve starts a process that knows the sieve and waits until it is ready.
func startSieve(t *testing.T, role, url, revision string) *process {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := launchProgram(t, self, []string{
		"DATABASE_URL=" + url, roleVariable + "=" + role, revisionVariable + "=" + revision,
		pausesVariable + "=" + os.Getenv(pausesVariable),
	})
	p.awaitReady(t)
	return p
}
